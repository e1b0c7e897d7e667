import { expect, it } from 'vitest';
import { templateMenu } from '../../handlers/template-menu.ts';
import { languages } from '../../templates/desk.ts';
import { textLimit } from '../../templates/fit.ts';
import { templateLimit } from '../../templates/layout.ts';

it('the menu of a template fits, of however many channels', () => {
  const channels = Array.from({ length: 90 }, (_, id) => ({
    id,
    key: `a-channel-with-a-long-key-here-${id}`,
    chat: '-100',
    template: 'نشرة',
  }));
  const template = {
    id: 1,
    revision: 1,
    name: 'نشرة',
    body: 'ا'.repeat(templateLimit),
    previousBody: null,
    createdBy: null,
    createdAt: 0,
    origin: 'telegram' as const,
  };
  const shown = { kind: 'own', template, channels: channels as never } as const;
  const { text, entities } = templateMenu(channels[0] as never, shown, [shown], languages.ar);
  expect(text.length).toBeLessThan(textLimit);
  expect(text).toContain('وغيرها');
  expect(entities).toMatchObject([{ type: 'pre', length: templateLimit }]);
});
