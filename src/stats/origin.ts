/**
 * Where a subscriber came from: what stands behind `?start=` in the bot's address. Telegram takes 1
 * to 64 of `A-Z a-z 0-9 _ -` there, and hands it over with `/start` (Bot API, "Deep linking").
 */
export const postPayload = (post: number): string => `p${post}`;
export const channelPayload = (key: string): string => `c${key}`;

/** The address by which readers subscribe, telling where they come from. */
export const subscribeAddress = (bot: string, payload: string): string =>
  `https://t.me/${bot}?start=${payload}`;

/** What a reader's `/start` brought along; null when it is nothing of ours: anybody may type it. */
export const payloadOf = (typed: string): string | null =>
  /^(?:p\d+|c[\w-]+)$/.test(typed) && typed.length <= 64 ? typed : null;
