import { GrammyError } from 'grammy';
import { expect, it } from 'vitest';
import { tellProgress } from '../../handlers/broadcast.ts';
import { deskTexts } from '../../templates/desk.ts';

const texts = deskTexts(
  () => 'ar',
  () => 'western',
);
const refusal = (error_code: number) =>
  new GrammyError(
    '',
    { ok: false, error_code, description: 'no', parameters: {} },
    'editMessageText',
    {},
  );

/** One notice that goes out, and what is said of it. */
function line({ left, createdBy = 1001 }: { left: number; createdBy?: number | null }) {
  const broadcast = { id: 1, createdBy, progressMessageId: 9, total: 3 };
  const [finished, said]: [number[], unknown[]] = [[], []];
  const errors: unknown[] = [];
  const tick = () =>
    tellProgress(
      {
        editMessageText: async (_chat, _message, text) => {
          if (errors.length > 0) throw errors.shift();
          said.push(text);
          return true;
        },
      },
      {
        underway: async () =>
          finished.length > 0 ? [] : [{ broadcast: broadcast as never, sent: 3 - left, left }],
        finish: async (id) => void finished.push(id),
      },
      texts,
    );
  return { tick, said, finished, errors };
}

it('a notice is over once its last word was told, which is said again when it could not be', async () => {
  const { tick, said, finished, errors } = line({ left: 0 });
  errors.push(refusal(429), new Error('no answer'));
  for (let i = 0; i < 4; i++) await tick();
  expect(said).toEqual([texts.noticeDone(3)]);
  expect(finished).toEqual([1]);
});

it('a message that an editor has deleted is waited for by nobody', async () => {
  const { tick, said, finished, errors } = line({ left: 0 });
  errors.push(refusal(400));
  await tick();
  expect([said, finished]).toEqual([[], [1]]);
});

it('tells how far it is while it goes out, and nobody of what no editor has sent', async () => {
  const goes = line({ left: 2 });
  await goes.tick();
  expect([goes.said, goes.finished]).toEqual([[texts.noticeProgress(1, 3)], []]);
  const digest = line({ left: 0, createdBy: null });
  await digest.tick();
  expect([digest.said, digest.finished]).toEqual([[], [1]]);
});
