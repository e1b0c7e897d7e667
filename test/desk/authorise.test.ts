/** The proof of a right: only the check makes one, and none serves for another act. */
import { expectTypeOf, it } from 'vitest';
import type { Authorized } from '../../src/desk/authorise.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { Staff } from '../../src/desk/staff.ts';

it('is made by the check alone', () => {
  // @ts-expect-error an editor's number is no proof
  const forged: Authorized<'publish'> = { editorId: 1001 };
  expectTypeOf(forged).toEqualTypeOf<Authorized<'publish'>>();
});

it('serves for its own act and no other', () => {
  expectTypeOf<Authorized<'see'>>().not.toExtend<Authorized<'publish'>>();
  expectTypeOf<Authorized<'publish'>>().not.toExtend<Authorized<'manage'>>();
  expectTypeOf<Authorized<'write'>>().not.toExtend<Authorized<'publish'>>();
});

it('is asked for by every act that changes something', () => {
  expectTypeOf<Authorized<'write'>>().not.toExtend<Parameters<Desk['publish']>[3]>();
  expectTypeOf<Parameters<Desk['publish']>[3]>().toEqualTypeOf<Authorized<'publish'>>();
  expectTypeOf<Parameters<Desk['reject']>[2]>().toEqualTypeOf<Authorized<'publish'>>();
  expectTypeOf<Parameters<Desk['retract']>[2]>().toEqualTypeOf<Authorized<'correct'>>();
  expectTypeOf<Parameters<Desk['amendPiece']>[3]>().toEqualTypeOf<Authorized<'write'>>();
  expectTypeOf<Parameters<Staff['dismiss']>[1]>().toEqualTypeOf<Authorized<'manage'>>();
});
