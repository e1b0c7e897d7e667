import type { ChatMember } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { lacking, rightsOf } from '../../src/delivery/rights.ts';

const user = { id: 1, is_bot: true, first_name: 'برقية' };
const administrator = (rights: object) =>
  ({ status: 'administrator', user, can_delete_messages: false, ...rights }) as ChatMember;

describe('rightsOf', () => {
  it.each([
    ['channel', { can_post_messages: true }, ['delete', 'pin']],
    ['channel', { can_post_messages: true, can_edit_messages: true }, ['delete']],
    ['channel', { can_pin_messages: true, can_delete_messages: true }, ['post', 'edit', 'pin']],
    ['supergroup', {}, ['delete', 'pin']],
    ['supergroup', { can_pin_messages: true, can_delete_messages: true }, []],
  ] as const)('of an administrator in a %s with %o lack %o', (type, rights, missing) => {
    expect(lacking(rightsOf({ type }, administrator(rights)))).toEqual(missing);
  });

  it('are what a group lets its members do', () => {
    const member: ChatMember = { status: 'member', user };
    const permissions = { can_send_messages: false, can_pin_messages: true };
    expect(rightsOf({ type: 'group' }, member)).toMatchObject({ post: true, pin: false });
    expect(rightsOf({ type: 'group', permissions }, member)).toMatchObject({
      post: false,
      pin: true,
    });
    expect(rightsOf({ type: 'channel' }, member).post).toBe(false);
  });

  it('are none for who is not there', () => {
    const left: ChatMember = { status: 'left', user };
    expect(lacking(rightsOf({ type: 'channel' }, left))).toEqual(['post', 'edit', 'delete', 'pin']);
  });
});
