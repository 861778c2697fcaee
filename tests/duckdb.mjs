// duckdb.mjs - node duckdb.mjs PACKAGES SQL: DuckDB's rows, a JSON line each.
import { createRequire } from 'node:module';

const [packages, sql] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${packages}/`)('@duckdb/node-api');
const db = await (await DuckDBInstance.create(':memory:')).connect();
for (const row of (await db.runAndReadAll(sql)).getRowObjectsJson())
	console.log(JSON.stringify(row));
