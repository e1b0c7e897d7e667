/** How the bot gets its updates. */
import { badRequest } from '../envelope.ts';
import type { Telegram } from '../telegram.ts';
import { checkWebhook, type WebhookCaller } from '../webhook.ts';
import type { Methods } from './methods.ts';

export const updateMethods = ({ store, updates }: Telegram, webhook: WebhookCaller): Methods => {
  const { state } = store;
  const dropPending = (drop: boolean | undefined) => {
    const last = state.updates.at(-1);
    if (drop && last) store.commit({ kind: 'taken', upTo: last.update_id });
  };
  return {
    getUpdates: (args, signal) => updates.poll(args, signal),

    async setWebhook(args) {
      const { url, secret_token: secret, max_connections: maxConnections = 40 } = args;
      if (args.certificate) throw badRequest('certificate is not supported by the sandbox');
      if (url !== '') checkWebhook(url, secret);
      updates.interrupt('terminated by setWebhook request');
      if (args.allowed_updates) store.commit({ kind: 'allowed', updates: args.allowed_updates });
      dropPending(args.drop_pending_updates);
      await webhook.set(url === '' ? null : { url, maxConnections, ...(secret ? { secret } : {}) });
      return true;
    },

    async deleteWebhook({ drop_pending_updates: drop }) {
      dropPending(drop);
      await webhook.set(null);
      return true;
    },

    getWebhookInfo() {
      const { webhook: current, updates: pending, allowed } = state;
      const { lastErrorDate, lastErrorMessage } = current ?? {};
      return {
        url: current?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: pending.length,
        ...(current ? { max_connections: current.maxConnections } : {}),
        ...(lastErrorDate === undefined ? {} : { last_error_date: lastErrorDate }),
        ...(lastErrorMessage === undefined ? {} : { last_error_message: lastErrorMessage }),
        ...(allowed.length > 0 ? { allowed_updates: allowed } : {}),
      };
    },
  };
};
