/** What is to be written while a transaction is under way is gathered for the next one. */

/**
 * Makes a function that writes items, many in one go where many come at once: each transaction costs
 * a flush of the disk, however much is in it. An item's promise ends with the write that held it.
 *
 * @param write all or none
 */
export function gather<T>(write: (items: readonly T[]) => Promise<void>) {
  let waiting: { item: T; settle: PromiseWithResolvers<void> }[] = [];
  let isWriting = false;

  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.map(({ item }) => item));
        for (const { settle } of batch) settle.resolve();
      } catch (error) {
        for (const { settle } of batch) settle.reject(error);
      }
    }
    isWriting = false;
  };

  return (item: T): Promise<void> => {
    const settle = Promise.withResolvers<void>();
    waiting.push({ item, settle });
    if (!isWriting) void writeAll();
    return settle.promise;
  };
}
