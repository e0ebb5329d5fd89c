// Lists all queues through the official SDK, for `make bench`.
//   node sdk.mjs FOLDER     FOLDER/node_modules holds the SDK
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve(process.argv[2], 'package.json'));
const { Cloudflare } = require('cloudflare');
const client = new Cloudflare({
  apiToken: process.env.CLOUDFLARE_API_TOKEN,
  baseURL: process.env.CLOUDFLARE_API_BASE_URL,
});
const query = { account_id: process.env.CLOUDFLARE_ACCOUNT_ID, per_page: 100 };
const names = [];

for (let page = 1, pages = 1; page <= pages; page++) {
  const answer = await client.get(`/accounts/${query.account_id}/queues`, { query: { per_page: 100, page } });
  pages = answer.result_info.total_pages;
  names.push(...answer.result.map((queue) => queue.queue_name));
}
console.log(names.join('\n'));
