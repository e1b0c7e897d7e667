import { expect, it } from 'vitest';
import { links } from '../../data/repositories/links.ts';
import { addChannel, addPost } from '../clicks/rows.ts';
import { onBothDatabases } from './backends.ts';

const targets = [
  { button: 'read', target: 'https://news.example/a' },
  { button: 'follow:youtube', target: 'https://youtube.example/@x' },
];

/** Deals out slugs in order. */
function dealing(...slugs: string[]) {
  return () => slugs.shift() ?? 'unusedX';
}

onBothDatabases('links', (database) => {
  async function aPost() {
    const { db } = database();
    const channelId = await addChannel(db, `c${Math.random()}`);
    return { id: await addPost(db, { channelId }), channelId };
  }

  it('give each button of a post a slug, and find its target by it', async () => {
    const repository = links(database().db);
    const slugs = await repository.ensure(await aPost(), targets, {
      now: 5,
      newSlug: dealing('aaaaaa1', 'aaaaaa2'),
    });
    expect(slugs).toEqual(
      new Map([
        ['read', 'aaaaaa1'],
        ['follow:youtube', 'aaaaaa2'],
      ]),
    );
    expect(await repository.find('aaaaaa2')).toMatchObject({
      target: 'https://youtube.example/@x',
    });
    expect(await repository.find('AAAAAA2')).toBeUndefined();
  });

  it('keep their slugs when asked again, and add only the button that is new', async () => {
    const repository = links(database().db);
    const post = await aPost();
    await repository.ensure(post, targets, { now: 5, newSlug: dealing('aaaaaa1', 'aaaaaa2') });
    const more = [...targets, { button: 'follow:x', target: 'https://x.example/x' }];
    const slugs = await repository.ensure(post, more, { now: 6, newSlug: dealing('aaaaaa3') });
    expect([...slugs.values()]).toEqual(['aaaaaa1', 'aaaaaa2', 'aaaaaa3']);
    expect(await repository.ofPost(post.id)).toHaveLength(3);
  });

  it('lead to the new address when the target of a button changes', async () => {
    const repository = links(database().db);
    const post = await aPost();
    await repository.ensure(post, targets, { now: 5, newSlug: dealing('aaaaaa1', 'aaaaaa2') });
    const moved = [{ button: 'read', target: 'https://news.example/moved' }];
    const slugs = await repository.ensure(post, moved, { now: 6, newSlug: dealing() });
    expect([...slugs]).toEqual([['read', 'aaaaaa1']]);
    expect(await repository.find('aaaaaa1')).toMatchObject({
      target: 'https://news.example/moved',
    });
  });

  it('try another slug when one is taken, inside a transaction that goes on', async () => {
    const { db } = database();
    await links(db).ensure(await aPost(), targets, {
      now: 5,
      newSlug: dealing('aaaaaa1', 'aaaaaa2'),
    });
    const post = await aPost();
    const slugs = await db.transaction().execute((transaction) =>
      links(transaction).ensure(post, targets, {
        now: 6,
        // The first is taken by the other post, the second by this one's own first button.
        newSlug: dealing('aaaaaa2', 'bbbbbb1', 'bbbbbb1', 'bbbbbb2'),
      }),
    );
    expect(slugs.get('follow:youtube')).toBe('bbbbbb1');
    expect(slugs.get('read')).toBe('bbbbbb2');
  });

  it('carry UTM parameters to articles on a channel that wants them, and nowhere else', async () => {
    const { db } = database();
    const post = await aPost();
    await db.updateTable('channel').set({ utm: 1, key: 'main' }).execute();
    const related = { button: 'related:1', target: 'https://news.example/b?id=7#top' };
    const ofBot = { button: 'reader', target: 'https://news.example/a' };
    await links(db).ensure(post, [...targets, related, ofBot], {
      now: 5,
      newSlug: dealing('aaaaaa1', 'aaaaaa2', 'aaaaaa3', 'aaaaaa4'),
    });
    const tagged = 'utm_source=telegram&utm_medium=social&utm_campaign=main';
    expect((await links(db).ofPost(post.id)).map(({ target }) => target)).toEqual([
      `https://news.example/a?${tagged}&utm_content=read`,
      'https://youtube.example/@x',
      `https://news.example/b?id=7&${tagged}&utm_content=related#top`,
      `https://news.example/a?${tagged}&utm_content=reader`,
    ]);
  });

  it('follow an article that has moved, on every post that leads to it, and no other', async () => {
    const { db } = database();
    const repository = links(db);
    const [plain, utm] = [await aPost(), await aPost()];
    await db
      .updateTable('channel')
      .set({ utm: 1, key: 'u' })
      .where('id', '=', utm.channelId)
      .execute();
    const moved = { button: 'read', target: 'https://news.example/news/1' };
    const ofBot = { ...moved, button: 'reader' };
    const other = { button: 'related:1', target: 'https://news.example/news/12' };
    const round = (post: typeof plain, ...slugs: string[]) =>
      repository.ensure(post, [moved, other, ofBot], { now: 5, newSlug: dealing(...slugs) });
    await round(plain, 'aaaaaa1', 'aaaaaa2', 'aaaaaa3');
    await round(utm, 'bbbbbb1', 'bbbbbb2', 'bbbbbb3');
    expect(
      await repository.retarget({ from: moved.target, to: 'https://news.example/2026/port?a=1' }),
    ).toBe(4);
    expect(await repository.find('aaaaaa3')).toMatchObject({
      target: 'https://news.example/2026/port?a=1',
    });
    expect(await repository.find('aaaaaa1')).toMatchObject({
      target: 'https://news.example/2026/port?a=1',
    });
    expect((await repository.find('bbbbbb1'))?.target).toMatch(
      /^https:\/\/news\.example\/2026\/port\?a=1&utm_source=telegram&/,
    );
    expect(await repository.find('aaaaaa2')).toMatchObject({ target: other.target });
  });

  it('give up on randomness that always says the same', async () => {
    const repository = links(database().db);
    const ensured = repository.ensure(await aPost(), targets, {
      now: 5,
      newSlug: () => 'aaaaaa1',
    });
    await expect(ensured).rejects.toThrow('no free slug');
  });
});
