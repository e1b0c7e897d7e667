/**
 * A drain that is killed on the way. Arguments: the SQLite file, the log's folder, and the moment
 * to die at, counting two for each query: before it and after it.
 */
import { openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { drainStep } from '../../src/clicks/drain.ts';

const [, , file = '', folder = '', last] = process.argv;
let moment = 0;

function mayDie(): void {
  if (++moment === Number(last)) process.kill(process.pid, 'SIGKILL');
}

const database = openSqlite(file);
const db = database.db.withPlugin({
  transformQuery({ node }) {
    mayDie();
    return node;
  },
  async transformResult({ result }) {
    mayDie();
    return result;
  },
});
while ((await drainStep(folder, clicks(db), 1_000)).more);
await database.close();
