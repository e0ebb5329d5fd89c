// The official SDK against the simulator: for every Queues endpoint that the SDK knows, what it parsed
// must be what was put in.
//   node run.mjs SIMULATOR FOLDER     FOLDER/node_modules holds the SDK
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const [simulator, folder] = process.argv.slice(2);
if (!simulator || !folder) {
  console.error('usage: node run.mjs SIMULATOR FOLDER');
  process.exit(2);
}
const require = createRequire(path.resolve(folder, 'package.json'));
const { Cloudflare } = require('cloudflare');

const account_id = '023e105f4ecef8ad9ca31a8372d0c353';
const ORDERS = '0123456789abcdef0123456789abcdef';
const EMPTY = 'fedcba9876543210fedcba9876543210';
const CREATED = Date.UTC(2026, 0, 10, 9, 0, 0);

const consumer = {
  consumer_id: '1d2c3b4a5f6e70819293a4b5c6d7e8f9',
  type: 'http_pull',
  dead_letter_queue: 'orders-dlq',
  settings: { batch_size: 50, max_retries: 7, retry_delay: 4, visibility_timeout_ms: 45000 },
};
const messages = [
  {
    id: 'a'.repeat(32),
    body: 'hello "world"\n€',
    content_type: 'text',
    age_ms: 90000,
    attempts: 2,
  },
  {
    id: 'b'.repeat(32),
    body: { id: 1, deep: { list: [1, null, 'x'] } },
    content_type: 'json',
    age_ms: 80000,
  },
  { id: 'c'.repeat(32), body_base64: 'AQIDBA==', content_type: 'bytes', age_ms: 70000 },
  { id: 'd'.repeat(32), body_base64: '/w9JAg==', content_type: 'v8', age_ms: 60000 },
];
const wireBodies = [
  messages[0].body,
  Buffer.from(JSON.stringify(messages[1].body)).toString('base64'),
  'AQIDBA==',
  '/w9JAg==',
];
const bytesOfAll =
  Buffer.byteLength(messages[0].body) + JSON.stringify(messages[1].body).length + 4 + 4;
const seed = {
  reset: true,
  queues: [
    {
      name: 'orders',
      id: ORDERS,
      retention: 86400,
      delay: 3,
      created_ms: CREATED,
      jurisdiction: 'eu',
      producers: [
        { type: 'worker', script: 'shop' },
        { type: 'r2_bucket', bucket_name: 'photos' },
      ],
      consumers: [consumer],
      messages,
    },
    {
      name: 'empty',
      id: EMPTY,
      created_ms: CREATED,
      consumers: [{ type: 'worker', script_name: 'w' }],
    },
  ],
};

let base, root, sdk;

async function control(method, where, body) {
  const answer = await fetch(root + where, { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, `${method} ${where}`);
  return answer.json();
}

const held = async (name) => (await control('GET', `/__sim/queues/${name}`)).messages;
const now = async () => (await control('GET', '/__sim/clock')).now_ms;

async function collect(pages) {
  const all = [];
  for await (const item of pages) all.push(item);
  return all;
}

async function refused(promise, status, code) {
  const err = await promise.then(
    () => assert.fail('it was not refused'),
    (e) => e,
  );
  assert.ok(err instanceof Cloudflare.APIError, String(err));
  assert.equal(err.status, status);
  assert.equal(err.errors[0].code, code);
}

const queues = () => sdk.queues;
const pull = (params = {}) =>
  queues().messages.pull(ORDERS, { account_id, batch_size: 10, ...params });
const peek = () => queues().messages.peek(ORDERS, { account_id, batch_size: 10 });

function checkMessages(got, { attempts, since, handle }) {
  assert.equal(got.length, messages.length);
  got.forEach((m, i) => {
    assert.deepEqual(
      Object.keys(m).sort(),
      ['attempts', 'body', 'id', 'metadata', 'timestamp_ms', handle].sort(),
    );
    assert.equal(m.id, messages[i].id);
    assert.equal(m.body, wireBodies[i]);
    assert.equal(m.attempts, (messages[i].attempts ?? 0) + attempts);
    assert.deepEqual(m.metadata, { 'CF-Content-Type': messages[i].content_type });
    assert.ok(Math.abs(since - messages[i].age_ms - m.timestamp_ms) < 5000);
    assert.equal(typeof m[handle], 'string');
  });
  assert.equal(new Set(got.map((m) => m[handle])).size, got.length);
}

const orders = {
  queue_id: ORDERS,
  queue_name: 'orders',
  created_on: '2026-01-10T09:00:00.000000Z',
  modified_on: '2026-01-10T09:00:00.000000Z',
  jurisdiction: 'eu',
  producers_total_count: 2,
  producers: seed.queues[0].producers,
  consumers_total_count: 1,
  settings: { delivery_delay: 3, delivery_paused: false, message_retention_period: 86400 },
};

function checkConsumer(got, settings = consumer.settings) {
  const { created_on, ...rest } = got;
  assert.ok(Number.isFinite(Date.parse(created_on)));
  assert.deepEqual(rest, { ...consumer, queue_name: 'orders', settings });
}

function checkOrders(got) {
  const { consumers, ...rest } = got;
  assert.deepEqual(rest, orders);
  assert.equal(consumers.length, 1);
  checkConsumer(consumers[0]);
}

const cases = {
  async 'accounts.list'() {
    const list = await collect(sdk.accounts.list());
    assert.deepEqual(
      list.map((a) => [a.id, a.name, a.type]),
      [[account_id, 'acme', 'standard']],
    );
  },
  async 'user.tokens.verify'() {
    assert.equal((await sdk.user.tokens.verify()).status, 'active');
  },
  async 'accounts.tokens.verify'() {
    assert.equal((await sdk.accounts.tokens.verify({ account_id })).status, 'active');
  },
  async 'e-mail and key instead of a token'() {
    const other = new Cloudflare({
      baseURL: base,
      apiEmail: 'sim@example.com',
      apiKey: 'sim-key',
      apiToken: null,
      maxRetries: 0,
    });
    assert.equal((await collect(other.queues.list({ account_id }))).length, 2);
  },
  async 'a wrong token'() {
    const other = new Cloudflare({ baseURL: base, apiToken: 'wrong', maxRetries: 0 });
    await refused(other.queues.get(ORDERS, { account_id }), 401, 10000);
  },
  async 'a token that may only read'() {
    const other = new Cloudflare({ baseURL: base, apiToken: 'sim-read-token', maxRetries: 0 });
    checkOrders(await other.queues.get(ORDERS, { account_id }));
    await refused(other.queues.messages.pull(ORDERS, { account_id }), 403, 10000);
  },
  async 'queues.list'() {
    const list = await collect(queues().list({ account_id }));
    assert.equal(list.length, 2);
    checkOrders(list[0]);
    assert.equal(list[1].queue_name, 'empty');
  },
  async 'queues.get'() {
    checkOrders(await queues().get(ORDERS, { account_id }));
    await refused(queues().get('0'.repeat(32), { account_id }), 404, 11000);
  },
  async 'queues.getMetrics'() {
    const got = await queues().getMetrics(ORDERS, { account_id });
    const oldest = (await held('orders'))[0].timestamp_ms;
    assert.deepEqual(got, {
      backlog_count: 4,
      backlog_bytes: bytesOfAll,
      oldest_message_timestamp_ms: oldest,
    });
    assert.deepEqual(await queues().getMetrics(EMPTY, { account_id }), {
      backlog_count: 0,
      backlog_bytes: 0,
      oldest_message_timestamp_ms: 0,
    });
  },
  async 'queues.create, update, delete'() {
    const made = await queues().create({ account_id, queue_name: 'fresh' });
    assert.equal(made.queue_name, 'fresh');
    const put = await queues().update(made.queue_id, {
      account_id,
      queue_name: 'renamed',
      settings: { delivery_delay: 9 },
    });
    assert.deepEqual([put.queue_name, put.settings.delivery_delay], ['renamed', 9]);
    await refused(queues().create({ account_id, queue_name: 'orders' }), 409, 11009);
    await queues().delete(made.queue_id, { account_id });
    await refused(queues().get(made.queue_id, { account_id }), 404, 11000);
  },
  async 'queues.edit'() {
    const got = await queues().edit(ORDERS, { account_id, settings: { delivery_paused: true } });
    assert.deepEqual(got.settings, { ...orders.settings, delivery_paused: true });
    await refused(pull(), 409, 0);
    assert.equal(
      (await queues().edit(ORDERS, { account_id, settings: { delivery_paused: false } })).settings
        .delivery_paused,
      false,
    );
    await refused(
      queues().edit(ORDERS, { account_id, settings: { message_retention_period: 1 } }),
      400,
      100128,
    );
  },
  async 'queues.consumers.list and get'() {
    const list = await collect(queues().consumers.list(ORDERS, { account_id }));
    assert.equal(list.length, 1);
    checkConsumer(list[0]);
    checkConsumer(
      await queues().consumers.get(consumer.consumer_id, { account_id, queue_id: ORDERS }),
    );
    const [worker] = await collect(queues().consumers.list(EMPTY, { account_id }));
    assert.deepEqual(
      [worker.type, worker.script_name, worker.dead_letter_queue],
      ['worker', 'w', ''],
    );
    assert.deepEqual(worker.settings, {
      batch_size: 10,
      max_retries: 3,
      retry_delay: 0,
      max_wait_time_ms: 5000,
      max_concurrency: null,
    });
  },
  async 'queues.consumers.create, update, delete'() {
    const { id } = { id: (await queues().create({ account_id, queue_name: 'fresh' })).queue_id };
    const made = await queues().consumers.create(id, {
      account_id,
      type: 'http_pull',
      settings: { max_retries: 1 },
    });
    assert.deepEqual([made.queue_name, made.settings.max_retries], ['fresh', 1]);
    const put = await queues().consumers.update(made.consumer_id, {
      account_id,
      queue_id: id,
      type: 'http_pull',
      settings: { batch_size: 99 },
    });
    assert.equal(put.settings.batch_size, 99);
    await queues().consumers.delete(made.consumer_id, { account_id, queue_id: id });
    assert.deepEqual(await collect(queues().consumers.list(id, { account_id })), []);
    await refused(queues().messages.pull(id, { account_id }), 405, 0);
  },
  async 'queues.messages.peek'() {
    checkMessages((await peek()).messages, { attempts: 0, since: await now(), handle: 'ref' });
    assert.ok((await held('orders')).every((m) => m.state === 'ready'));
  },
  async 'queues.messages.pull'() {
    const got = await pull({ visibility_timeout_ms: 5000 });
    checkMessages(got.messages, { attempts: 1, since: await now(), handle: 'lease_id' });
    assert.equal(got.message_backlog_count, 4);
    assert.equal(got.metadata.metrics.backlog_count, 4);
    assert.equal(got.metadata.metrics.backlog_bytes, bytesOfAll);
    assert.deepEqual(
      (await held('orders')).map((m) => m.lease_id),
      got.messages.map((m) => m.lease_id),
    );
    assert.equal((await pull()).messages.length, 0);
    await control('POST', '/__sim/clock', { advance_ms: 10000 });
    assert.equal((await pull()).messages[0].attempts, 4);
  },
  async 'queues.messages.ack'() {
    const { messages: got } = await pull();
    const answer = await queues().messages.ack(ORDERS, {
      account_id,
      acks: [{ lease_id: got[0].lease_id }, { lease_id: 'made-up' }],
      retries: [{ lease_id: got[1].lease_id }, { lease_id: got[2].lease_id, delay_seconds: 600 }],
    });
    assert.equal(answer.ackCount, 1);
    assert.equal(answer.retryCount, 2);
    assert.deepEqual(Object.keys(answer.warnings), ['made-up']);
    assert.deepEqual(
      (await held('orders')).map((m) => [m.id[0], m.state]),
      [
        ['b', 'delayed'],
        ['c', 'delayed'],
        ['d', 'leased'],
      ],
    );
  },
  async 'queues.messages.purge'() {
    const { messages: got } = await peek();
    const answer = await queues().messages.purge(ORDERS, {
      account_id,
      refs: [{ ref: got[1].ref }, { ref: got[3].ref }],
    });
    assert.deepEqual(answer, { errors: [], warnings: {} });
    assert.deepEqual(
      (await held('orders')).map((m) => m.id[0]),
      ['a', 'c'],
    );
  },
  async 'queues.messages.push'() {
    const answer = await queues().messages.push(EMPTY, {
      account_id,
      body: 'one',
      content_type: 'text',
    });
    assert.equal(answer.metadata.metrics.backlog_count, 1);
    await queues().messages.push(EMPTY, {
      account_id,
      body: { two: 2 },
      content_type: 'json',
      delay_seconds: 60,
    });
    const got = (await queues().messages.peek(EMPTY, { account_id, batch_size: 10 })).messages;
    assert.deepEqual(
      got.map((m) => [m.body, m.metadata['CF-Content-Type']]),
      [['one', 'text']],
    );
    assert.deepEqual(
      (await held('empty')).map((m) => m.state),
      ['ready', 'delayed'],
    );
    await refused(queues().messages.push(EMPTY, { account_id, body: 'no type' }), 400, 10207);
  },
  async 'queues.messages.bulkPush'() {
    const answer = await queues().messages.bulkPush(EMPTY, {
      account_id,
      messages: [
        { body: 'one', content_type: 'text' },
        { body: { n: 2 }, content_type: 'json' },
      ],
    });
    assert.equal(answer.metadata.metrics.backlog_count, 2);
    assert.deepEqual(
      (await queues().messages.peek(EMPTY, { account_id, batch_size: 10 })).messages.map(
        (m) => m.body,
      ),
      ['one', Buffer.from('{"n":2}').toString('base64')],
    );
  },
  async 'queues.purge.start and status'() {
    const got = await queues().purge.start(ORDERS, {
      account_id,
      delete_messages_permanently: true,
    });
    assert.equal(got.queue_id, ORDERS);
    const status = await queues().purge.status(ORDERS, { account_id });
    assert.equal(status.completed, 'true');
    assert.ok(Number.isFinite(Date.parse(status.started_at)));
    assert.deepEqual(await held('orders'), []);
  },
  // The SDK does not have it yet; its client sends it all the same.
  async 'messages/extend, by hand'() {
    const { messages: got } = await pull({ visibility_timeout_ms: 5000 });
    const { result } = await sdk.post(`/accounts/${account_id}/queues/${ORDERS}/messages/extend`, {
      body: { extend: [{ lease_id: got[0].lease_id }], visibility_timeout_ms: 60000 },
    });
    assert.equal(result.messages[0].id, got[0].id);
    assert.notEqual(result.messages[0].lease_id, got[0].lease_id);
    assert.equal((await held('orders'))[0].lease_id, result.messages[0].lease_id);
  },
  async 'a rate limit'() {
    await control('POST', '/__sim/options', { rate_limit: 1 });
    await sdk.user.tokens.verify();
    const err = await sdk.user.tokens.verify().then(
      () => assert.fail('not limited'),
      (e) => e,
    );
    await control('POST', '/__sim/options', { rate_limit: 0 });
    assert.ok(err instanceof Cloudflare.RateLimitError, String(err));
    assert.ok(Number(err.headers.get('retry-after')) > 0);
  },
};

function listening(server) {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', () => reject(new Error('the simulator ended')));
    readline
      .createInterface({ input: server.stdout })
      .once('line', (line) => resolve(line.replace('listening ', '')));
  });
}

async function main() {
  const server = spawn(simulator, ['--control', '--parent-dies'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let passed = 0,
    failed = 0;
  base = await listening(server);
  root = new URL(base).origin;
  sdk = new Cloudflare({
    baseURL: base,
    apiToken: 'sim-token',
    apiEmail: null,
    apiKey: null,
    maxRetries: 0,
    timeout: 10000,
  });
  for (const [name, run] of Object.entries(cases)) {
    await control('POST', '/__sim/seed', seed);
    try {
      await run();
      passed++;
      console.log(`ok      ${name}`);
    } catch (err) {
      failed++;
      console.log(`FAILED  ${name}\n${err.stack}`);
    }
  }
  server.removeAllListeners('exit');
  server.stdin.end();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

await main();
