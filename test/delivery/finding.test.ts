import fc from 'fast-check';
import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import {
  lasting,
  nextStep,
  note,
  recognise,
  type Search,
  type Sighting,
} from '../../src/delivery/finding.ts';

/** Looks at a chat until the search ends. */
function searched(chat: ReadonlyMap<number, Sighting>, start: Omit<Search, 'seen'>) {
  const seen: Sighting[] = [];
  for (;;) {
    const step = nextStep({ ...start, seen });
    if (step.kind !== 'look') return { step, looks: seen.length };
    const sighting = chat.get(step.messageId) ?? 'nothing';
    note({ ...start, seen }, step.messageId, sighting);
  }
}
const chatOf = (sightings: Readonly<Record<number, Sighting>>) =>
  new Map(Object.entries(sightings).map(([id, sighting]) => [Number(id), sighting]));
const known = (id: number | null, changes: Partial<Search> = {}) => ({
  after: id,
  upTo: id ?? 0,
  isOver: true,
  ...changes,
});

describe('a search', () => {
  it('finds ours behind what others posted', () => {
    const chat = chatOf({ 8: 'other', 9: 'other', 10: 'ours' });
    expect(searched(chat, known(7)).step).toEqual({ kind: 'found', messageId: 10 });
  });

  it('finds ours among messages that were deleted, at any time', () => {
    const chat = chatOf({ 10: 'ours' });
    expect(searched(chat, known(7, { isOver: false })).step).toMatchObject({ kind: 'found' });
  });

  it('knows it is not there when all ids are taken and the chat ends', () => {
    const { step, looks } = searched(chatOf({ 8: 'other', 9: 'other' }), known(7));
    expect(step).toEqual({ kind: 'absent' });
    expect(looks).toBe(12);
    expect(searched(chatOf({}), known(0)).step).toEqual({ kind: 'absent' });
  });

  it('says nothing for good while the call may still come true', () => {
    expect(searched(chatOf({}), known(7, { isOver: false })).step).toEqual({ kind: 'not yet' });
  });

  it.each([
    ['an id is missing among others: it may have been ours', { 8: 'other', 10: 'other' }, known(7)],
    ['an id that was given is not there', {}, known(7, { upTo: 8 })],
    ['no id was known before', {}, known(null)],
    ['our text stands there without an address', { 8: 'alike' }, known(7)],
  ] as const)('leaves it to people when %s', (_why, chat, start) => {
    expect(searched(chatOf(chat), start).step.kind).toBe('unclear');
  });

  it('looks at no more than fifty messages, and at few where it began in the dark', () => {
    const long = new Map(Array.from({ length: 200 }, (_, id) => [id, 'other'] as const));
    expect(searched(long, known(7))).toMatchObject({ step: { kind: 'unclear' }, looks: 50 });
    expect(searched(long, known(null))).toMatchObject({ step: { kind: 'unclear' }, looks: 5 });
  });

  it('looks again at an id that was not given yet when others posted meanwhile', () => {
    const seen: Sighting[] = ['other', 'nothing', 'other'];
    expect(nextStep({ ...known(7), seen })).toEqual({ kind: 'look', messageId: 9 });
    note({ ...known(7), seen }, 9, 'other');
    expect(nextStep({ ...known(7), seen })).toEqual({ kind: 'look', messageId: 11 });
  });

  it('looks again at what was the end of the chat and is given by now', () => {
    const seen: Sighting[] = Array.from({ length: 10 }, () => 'nothing');
    const grown = known(7, { upTo: 9 });
    for (const messageId of [8, 9]) {
      expect(nextStep({ ...grown, seen })).toEqual({ kind: 'look', messageId });
      note({ ...grown, seen }, messageId, 'other');
    }
    for (const messageId of [18, 19]) {
      expect(nextStep({ ...grown, seen })).toEqual({ kind: 'look', messageId });
      note({ ...grown, seen }, messageId, 'nothing');
    }
    expect(nextStep({ ...grown, seen })).toEqual({ kind: 'absent' });
  });

  it('knows an id for deleted that was given before it was looked at', () => {
    const seen: Sighting[] = [];
    note({ after: 7, upTo: 7, seen }, 8, 'nothing');
    note({ after: 7, upTo: 9, seen }, 9, 'nothing');
    expect(seen).toEqual(['nothing', 'gone']);
    // The one before was looked at too early to tell.
    expect(nextStep({ ...known(7, { upTo: 9 }), seen })).toEqual({ kind: 'look', messageId: 8 });
    note({ after: 7, upTo: 9, seen }, 8, 'nothing');
    expect(seen).toEqual(['gone', 'gone']);
  });

  it('keeps what stays true while the call may still come true', () => {
    expect(lasting(['other', 'nothing', 'gone', 'nothing', 'nothing'])).toEqual([
      'other',
      'nothing',
      'gone',
    ]);
    expect(lasting(['nothing'])).toEqual([]);
  });

  it('tells what is so, whatever happens in the chat between its looks', () => {
    const events = fc.constantFrom('none', 'none', 'other', 'heard', 'ours', 'deleted');
    const world = fc.record({ events: fc.array(events, { maxLength: 60 }), over: fc.nat(40) });
    fc.assert(
      fc.property(world, ({ events, over }) => {
        const after = 7;
        const chat: ('ours' | 'other' | 'deleted')[] = [];
        let upTo = after;
        let seen: Sighting[] = [];
        let step: ReturnType<typeof nextStep> = { kind: 'not yet' };
        for (let at = 0; at < 300; at++) {
          const event = events[at];
          if (event === 'other' || event === 'heard') chat.push('other');
          if (event === 'ours' && at < over && !chat.includes('ours')) chat.push('ours');
          if (event === 'heard') upTo = after + chat.length;
          const gone = chat.filter((one) => one === 'deleted').length;
          // Nine at most: ten in a row are taken for the end.
          if (event === 'deleted' && gone < 9 && chat.at(-2) === 'other') chat.splice(-2, 1, event);
          const isOver = at > over;
          if (at === over + 1) seen = lasting(seen);
          step = nextStep({ after, upTo, seen, isOver });
          if (step.kind === 'look') {
            const there = chat[step.messageId - after - 1] ?? 'deleted';
            note({ after, upTo, seen }, step.messageId, there === 'deleted' ? 'nothing' : there);
          } else if (step.kind === 'not yet') seen = lasting(seen);
          else break;
        }
        if (step.kind === 'found') expect(chat[step.messageId - after - 1]).toBe('ours');
        if (step.kind === 'absent') expect(chat).not.toContain('ours');
        if (step.kind === 'unclear' && chat.length < 40) expect(chat).toContain('deleted');
        expect(step.kind).not.toBe('look');
        expect(step.kind).not.toBe('not yet');
      }),
      { numRuns: 2_000 },
    );
  });

  it('looks on as far as ids are known to be given', () => {
    const chat = chatOf({ 30: 'ours' });
    expect(searched(chat, known(7, { upTo: 31 })).step).toMatchObject({ kind: 'found' });
  });

  it('never takes a message that stands there for absent, nor another one for ours', () => {
    // What happened after the last known id: others post, people delete, ours comes or not.
    const world = fc.record({
      events: fc.array(fc.constantFrom('other', 'deleted', 'ours'), { maxLength: 40 }),
      known: fc.nat(100),
      heard: fc.nat(40),
      isOver: fc.boolean(),
    });
    fc.assert(
      fc.property(world, ({ events, known, heard, isOver }) => {
        const place = events.indexOf('ours');
        const chat = new Map<number, Sighting>();
        events.forEach((event, index) => {
          if (event === 'deleted') return;
          chat.set(known + 1 + index, index === place ? 'ours' : 'other');
        });
        const upTo = known + Math.min(heard, events.length);
        const { step } = searched(chat, { after: known, upTo, isOver });
        // Ten deleted in a row are taken for the end: nobody posts and takes back so much at once.
        const tenGone = /(?:deleted,?){10}/.test(events.join());
        if (step.kind === 'found') expect(step.messageId).toBe(known + 1 + place);
        if (step.kind === 'absent' && !tenGone) expect(place).toBe(-1);
        if (step.kind === 'absent') expect(isOver).toBe(true);
      }),
    );
  });
});

describe('recognition', () => {
  const slugs = ['abcdefg', 'hijklmn'];
  const message = (parts: object) => parts as unknown as Message;
  const ours = 'https://n.example/abcdefg';

  it.each([
    ['a link of the text', { text: 'x', entities: [{ type: 'text_link', url: ours }] }],
    ['a link of a caption', { caption: 'x', caption_entities: [{ type: 'text_link', url: ours }] }],
    ['a button', { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'y', url: ours }]] } }],
    ['a block of a rich message', { rich_message: { html: `<a href="${ours}">x</a>` } }],
    ['the preview', { text: 'x', link_preview_options: { url: ours } }],
  ])('goes by %s', (_where, parts) => {
    expect(recognise(message(parts), slugs, '')).toBe('ours');
  });

  it('does not take another post’s address, nor text alone', () => {
    const other = { text: 'x', link_preview_options: { url: 'https://n.example/zzzzzzz' } };
    expect(recognise(message(other), slugs, 'y')).toBe('other');
    const longer = { text: 'x', link_preview_options: { url: `${ours}h` } };
    expect(recognise(message(longer), slugs, 'y')).toBe('other');
    expect(recognise(message({ text: 'x' }), slugs, 'x')).toBe('alike');
    expect(recognise(message({ pinned_message: {} }), slugs, 'x')).toBe('other');
  });
});
