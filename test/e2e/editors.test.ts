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
    await messenger.ask(owner, `/start ${payloadOf(invitation)}`, saying('انتهت هذه الدعوة'));
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
