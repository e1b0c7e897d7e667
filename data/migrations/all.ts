import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';
import { up as first } from './0001-first.ts';
import { up as storiesAndDots } from './0002-stories-and-dots.ts';
import { up as polling } from './0003-polling.ts';
import { up as pushes } from './0004-pushes.ts';
import { up as outbox } from './0005-outbox.ts';
import { up as schedule } from './0006-schedule.ts';
import { up as edits } from './0007-edits.ts';
import { up as clicks } from './0008-clicks.ts';
import { up as pictures } from './0009-pictures.ts';
import { up as siteLines } from './0010-site-lines.ts';
import { up as readers } from './0011-readers.ts';
import { up as editors } from './0012-editors.ts';
import { up as drafts } from './0013-drafts.ts';
import { up as templates } from './0014-templates.ts';
import { up as changes } from './0015-changes.ts';
import { up as postsByArticle } from './0016-posts-by-article.ts';
import { up as decisions } from './0017-decisions.ts';
import { up as searches } from './0018-searches.ts';
import { up as toldReaders } from './0019-told-readers.ts';
import { up as chatIds } from './0020-chat-ids.ts';

/** One step of the schema. It runs once, in a transaction of its own; there is no way back. */
export type Step = (db: Kysely<unknown>, columns: Columns) => Promise<void>;

/** Every step in order. A name, once released, never changes: databases remember it. */
export const steps: Readonly<Record<string, Step>> = {
  '0001-first': first,
  '0002-stories-and-dots': storiesAndDots,
  '0003-polling': polling,
  '0004-pushes': pushes,
  '0005-outbox': outbox,
  '0006-schedule': schedule,
  '0007-edits': edits,
  '0008-clicks': clicks,
  '0009-pictures': pictures,
  '0010-site-lines': siteLines,
  '0011-readers': readers,
  '0012-editors': editors,
  '0013-drafts': drafts,
  '0014-templates': templates,
  '0015-changes': changes,
  '0016-posts-by-article': postsByArticle,
  '0017-decisions': decisions,
  '0018-searches': searches,
  '0019-told-readers': toldReaders,
  '0020-chat-ids': chatIds,
};
