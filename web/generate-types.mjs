// Writes the types of the API for the pages. Each file names the document that it was made of, so that a test finds an old one.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const FILES = [
  ['../docs/openapi.json', 'src/main/pages/api/schema.d.ts'],
  ['../docs/openapi-support.json', 'src/main/staff/api/schema.d.ts'],
];

for (const [document, types] of FILES) {
  const text = readFileSync(document, 'utf8');
  const digest = createHash('sha256').update(text).digest('hex');
  const written = astToString(await openapiTS(JSON.parse(text)));
  writeFileSync(types, `// ${document.replace('../', '')}, SHA-256 ${digest}\n${written}`);
}
