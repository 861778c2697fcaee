// query.mjs - SQL over records: NDJSON on standard input, a row a line on standard output.
//
// usage: node query.mjs PACKAGES SCHEMAS ZONE SQL       ZONE '': the system's
//
// Run by pipelines/query. PACKAGES is the folder with @duckdb/node-api. Each kind is a table
// of its own, named in the plural, its columns those of its schema; a table whose kind did
// not come is empty. Money is DECIMAL(38,9), so sums are exact. When the user's SQL is
// first looked at, DuckDB may open nothing any more but standard input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [packages, schemas, zone, sql] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${packages}/`)('@duckdb/node-api');
const KINDS = ['call', 'prompt', 'tool', 'event', 'command', 'shell'];
const INPUT = '/dev/stdin';
const BATCH = 1 << 16;

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const named = (text) => `"${text.replaceAll('"', '""')}"`;

function columnType(property, schema) {
	const { type, format, pattern } = property.$ref ?
		schema.$defs[property.$ref.slice('#/$defs/'.length)] : property;
	const types = [type].flat();
	if (format === 'usd' || types.includes('number'))
		return 'DECIMAL(38,9)';
	if (pattern?.includes('T[0-9]'))
		return 'TIMESTAMPTZ';
	return { integer: 'BIGINT', boolean: 'BOOLEAN', array: 'JSON', object: 'JSON' }[
		types.find((name) => name !== 'null')] ?? 'VARCHAR';
}

function columnsOf(kind) {
	const schema = JSON.parse(readFileSync(`${schemas}/${kind}.schema.json`, 'utf8'));
	return Object.fromEntries(Object.entries(schema.properties)
		.map(([name, property]) => [name, columnType(property, schema)]));
}

// One table takes the stream: a column has one type, whatever kinds have it.
async function makeTables(db) {
	const all = {};
	const views = KINDS.map((kind) => {
		const columns = columnsOf(kind);
		Object.assign(all, columns);
		return `CREATE VIEW ${kind}s AS SELECT ${Object.keys(columns).map(named).join()} ` +
			`FROM records WHERE kind = '${kind}'`;
	});
	const list = Object.entries(all);
	await db.run(`CREATE TABLE records (${list.map(([n, t]) => `${named(n)} ${t}`).join()})`);
	for (const view of views)
		await db.run(view);
	return `INSERT INTO records SELECT * FROM read_ndjson('${INPUT}', columns = {${
		list.map(([n, t]) => `${quoted(n)}: '${t}'`).join()}}, ` +
		'maximum_object_size = 67108864)';
}

const digits = (text) => text.includes('.') ? text.replace(/\.?0+$/, '') : text;
const instant = (text) => text.replace(' ', 'T').replace(/(\.\d+)?\+00$/,
	(all, part) => `${(part ?? '.').padEnd(4, '0')}Z`);

// What node-api's JSON values come to as JSON text, numbers to the last digit.
function json(value, type) {
	if (value === null || value === 'NaN' || /^-?Infinity$/.test(value))
		return 'null';
	if (/^(U?(BIG|HUGE)INT|DECIMAL\(.*)$/.test(type))
		return digits(value);
	if (type === 'TIMESTAMP WITH TIME ZONE')
		return JSON.stringify(instant(value));
	return JSON.stringify(value);
}

async function writeRows(result) {
	const names = result.deduplicatedColumnNames().map((name) => JSON.stringify(name));
	const types = result.columnTypes().map(String);
	let text = '';
	const flush = () => new Promise((done) => process.stdout.write(text, done));
	for await (const rows of result.yieldRowsJson()) {
		for (const row of rows)
			text += `{${row.map((value, i) => `${names[i]}:${json(value, types[i])}`)}}\n`;
		if (text.length > BATCH) {
			await flush();
			text = '';
		}
	}
	await flush();
}

function fail(message, code) {
	const [cause, ...rest] = message.split('\n').filter((line) => line.trim() !== '');
	for (const line of [cause, ...rest.map((text) => `  ${text}`)])
		console.error(`token-craft query: ${line.replaceAll('\t', '  ')
			.replace(/[\x00-\x1f\x7f-\x9f]/g, '?')}`);
	process.exit(code);
}

process.stdout.on('error', (error) => error.code === 'EPIPE' ? process.exit(0) :
	fail(`cannot write standard output: ${error.message}`, 3));
try {
	const db = await (await DuckDBInstance.create(':memory:')).connect();
	const load = await makeTables(db);
	if (zone)
		await db.run(`SET TimeZone = ${quoted(zone)}`);
	await db.run(`SET allowed_paths = ['${INPUT}']`);
	await db.run('SET enable_external_access = false; SET lock_configuration = true');
	await db.prepare(sql); // wrong SQL is told before anything is read
	await db.run(load);
	await writeRows(await db.stream(sql));
} catch (error) {
	fail(error.message, 2);
}
