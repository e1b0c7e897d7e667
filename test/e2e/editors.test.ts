/** The desk's people: one is invited by a link, works, and is dismissed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  reader as guest,
  type Messenger,
  messengerOf,
  editor as owner,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const payloadOf = (message: Seen) => /start=(\w+)/.exec(message.text ?? '')?.[1] ?? '';

describe('an invitation', () => {
  let invitation: Seen;

  it('is the owner’s to give', async () => {
    await messenger.ask(guest, '/editors', saying('أهلًا بك'));
    const menu = await messenger.ask(owner, '/editors', saying('غرفة التحرير:'));
    invitation = await messenger.press(owner, menu, 'دعوة كاتب', saying('تصلح مرة واحدة'));
    expect(payloadOf(invitation)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('stays for another when whoever opens it is as much already', async () => {
    const open = `/start ${payloadOf(invitation)}`;
    const told = await messenger.ask(owner, open, saying('هذه الدعوة لزميل آخر'));
    expect(told.text).toContain('مالك');
    expect(await app.store.people.roleOf(owner)).toBe('owner');
  });

  it('makes one person what it says, once', async () => {
    await messenger.ask(guest, `/start ${payloadOf(invitation)}`, saying('صفتك: كاتب'));
    await messenger.ask(guest, '/queue', saying('لا شيء ينتظر'));
    await messenger.ask(guest, '/editors', saying('للمالك وحده'));
    expect(await app.store.people.accept(payloadOf(invitation), 3001, Date.now())).toBeUndefined();
    // Opened twice, it has led where it leads; anybody else is told that it is over.
    await messenger.ask(guest, `/start ${payloadOf(invitation)}`, saying('أهلًا بك في غرفة تحرير'));
  });

  it('is given in private, as newsroom.yaml is, when it is asked for in a group', async () => {
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const members = { [owner]: { status: 'creator' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'غرفة المرصد', members });
    const said = (words: string) =>
      until(() => world.messages(id).findLast(saying(words)), `the group to hear ${words}`);
    world.say(owner, id, '/editors');
    const menu = await said('غرفة التحرير:');
    const before = (await messenger.chat(owner)).at(-1)?.message_id ?? 0;
    await world.press(owner, id, menu.message_id, 'staff:invite:writer');
    await messenger.answer(owner, before, saying('تصلح مرة واحدة', 'start='));
    await said('في محادثتك مع البوت');
    world.say(owner, id, '/export');
    const file = await messenger.answer(owner, before, saying('هذا newsroom.yaml'));
    expect(file.text).not.toContain('كلمات مرور');
    expect(
      world.messages(id).some(({ text, caption }) => /start=|yaml/.test(`${text}${caption}`)),
    ).toBe(false);
  });

  it('and the file warn of passwords, and are given to nobody whose chat is shut', async () => {
    const address = 'https://user:hunter2@shore.example/feed';
    const offer = { kind: 'feed', name: 'سري', address, hub: null, topic: null } as const;
    const source = await app.store.sources.add(offer, Date.now() + 3_000_000);
    await messenger.ask(owner, '/export', saying('هذا newsroom.yaml', 'كلمات مرور'));
    await app.store.sources.remove(source?.id ?? 0, Date.now());

    const world = app.sandbox?.world;
    const shy = 1003;
    world?.addUser(shy, 'مالكة');
    const standing = await app.store.newsroom.export();
    const editors = [...standing.editors, { id: shy, role: 'owner' } as const];
    await app.store.newsroom.apply({ ...standing, editors }, Date.now());
    const members = { [shy]: { status: 'creator' } } as const;
    const { id = 0 } = world?.addChat({ type: 'supergroup', title: 'غرفة', members }) ?? {};
    world?.say(shy, id, '/export');
    await until(() => world?.messages(id).some(saying('هذا لا يُرسل أمام الجميع')), 'the answer');
  });

  it('ends with a dismissal, and all of it stands in the log', async () => {
    const menu = await messenger.ask(owner, '/editors', saying('كاتب'));
    const asked = await messenger.turn(owner, menu, 'إزالة', saying('هل نزيل'));
    const menu2 = await messenger.turn(owner, asked, 'نعم', saying('غرفة التحرير:'));
    await messenger.ask(guest, '/queue', saying('أهلًا بك في'));
    const log = await messenger.turn(owner, menu2, 'السجل', saying('آخر ما فعله'));
    expect(log.text).toMatch(/أزال.*انضم بصفة كاتب.*دعا كاتب/s);
    expect(await app.store.people.dismiss(owner, Date.now())).toBe(false);
  });
});
