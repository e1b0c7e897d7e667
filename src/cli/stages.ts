/** The stages of an address as the command line prints them, a line each. */
import type { Stage } from '../../templates/why.ts';

/** @param zone IANA name, for the times */
export function stageLine(stage: Stage, zone: string): string {
  const time = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).round('second').toString({ timeZone: zone });
  const because = (failure: string | null) => (failure === null ? '' : `: ${failure}`);
  switch (stage.stage) {
    case 'seen':
      return `${time(stage.at)}  seen in the feed of ${stage.source}, guid ${stage.guid}`;
    case 'baseline':
      return `  stopped: it stood in the first fetch of ${stage.source}, beyond its backfill`;
    case 'pushed':
      return `${time(stage.at)}  pushed to /intake, number ${stage.id}`;
    case 'unread':
      return `  ${stage.failure} after ${stage.attempts} attempts`;
    case 'waiting':
      return `  waits to be read until ${time(stage.until)}`;
    case 'same':
      return `  the same article as ${stage.url}`;
    case 'read': {
      const breaking = stage.breaking ? ', breaking' : '';
      return `${time(stage.at)}  read as article ${stage.articleId} of story ${stage.storyId}${breaking}: ${stage.title}`;
    }
    case 'refused':
      return `${time(stage.at)}  not for ${stage.channel ?? 'any channel'}: ${refusal(stage)}`;
    case 'revised':
      return `${time(stage.at)}  changed on its site, revision ${stage.revision}: ${stage.kinds.join(', ')}`;
    case 'nowhere':
      return '  stopped: it was sent to no channel';
    case 'post': {
      const { postId, channel, state, hold, failure } = stage;
      const due = stage.dueAt === null ? '' : `, due ${time(stage.dueAt)}`;
      const held = hold === null ? '' : `, held for review: ${hold}`;
      return `${time(stage.at)}  post ${postId} for ${channel}: ${state}${due}${held}${because(failure)}`;
    }
    case 'outbox': {
      const { kind, state, attempts, messageId, failure } = stage;
      return `${time(stage.at)}  ${kind}: ${state}, attempts ${attempts}, message ${messageId ?? '-'}${because(failure)}`;
    }
  }
}

function refusal({ channel, rule, detail, story }: Extract<Stage, { stage: 'refused' }>): string {
  const whose = channel === null ? 'of the source' : 'of the channel';
  switch (rule) {
    case 'story':
      return `its story is told there by post ${story?.postId ?? '-'}: ${story?.title ?? ''}`;
    case 'max_age':
      return `max_age ${whose}; it is ${Math.round(Number(detail) / 60_000)} minutes old`;
    case 'not_words':
      return `not_words ${whose}; it holds ${detail}`;
    case 'words':
      return `words ${whose}; it holds none of ${detail}`;
    default:
      return `${rule} ${whose}; its own is ${detail ?? 'not known'}`;
  }
}
