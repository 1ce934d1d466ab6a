// Signs random requests as docs/api-keys.md tells, with nothing of ours: node's crypto and this file.
//   node sign.mjs <count> <seed> <now in ms> <host> <key id> <secret> <key id> <private key, PKCS #8 in base64>
// One JSON line for each: the request, its headers, and whether it must count.
import crypto from 'node:crypto';

const [count, seed, now, host, hmacId, secret, edId, pkcs8] = process.argv.slice(2);
const privateKey = crypto.createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });

let state = BigInt(seed);
const random = n => { state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n); return Number(state >> 33n) % n; };
const pick = list => list[random(list.length)];
const bool = () => random(2) === 0;

const PARTS = ['a', 'A', 'symbol', 'BTC-EUR', 'Btc', '%20', '+', '%2B', '%2b', '%C3%A4', '%c3%a4', '%F0%9F%98%80', '1', '0.50', '0.5', '~', '*', '!', '$', "'", '(', ')', ',', ':', '@', '%25', '%26', '%3D', '-', '_'];
const text = most => Array.from({ length: random(most) }, () => pick(PARTS)).join('');
const path = () => '/api/orders' + Array.from({ length: random(4) }, () => '/' + pick(['BTC-EUR', 'btc-eur', '%42TC', 'x~y', 'a:b', 'A%20b', '%C3%A4', '%c3%a4', '42', 'a+b', '(1)'])).join('');
const query = () => {
  switch (random(6)) {
    case 0: return '';
    case 1: return '?';
    case 2: return '?' + text(40);
    default: return '?' + Array.from({ length: 1 + random(6) }, () => pick([text(4), text(3) + '=' + text(5), '=' + text(3), text(3) + '=', 'a=1', 'A=1', 'a=1', '', '?', '/', 'x[]=1'])).join('&');
  }
};
const sha256 = body => crypto.createHash('sha256').update(body).digest('base64');

for (let i = 0; i < Number(count); i++) {
  const method = pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
  const bodyless = (method === 'GET' || method === 'DELETE') && random(4) > 0;
  const body = bodyless ? '' : crypto.createHash('sha512').update(seed + i).digest('base64').repeat(random(3));
  const uri = path() + query();
  const [pathOnly, ...rest] = uri.split('?');
  const hmac = bool();
  const sign = message => hmac ? crypto.createHmac('sha256', secret).update(message, 'latin1').digest('base64')
    : crypto.sign(null, Buffer.from(message, 'latin1'), privateKey).toString('base64');
  const keyId = hmac ? hmacId : edId;
  const headers = {};
  if (!bodyless) headers['Content-Digest'] = `sha-256=:${sha256(body)}:`;
  if (bool()) {
    const created = Math.floor(Number(now) / 1000) - random(3);
    const components = ['@method', '@authority', '@path', '@query'].concat(bodyless ? [] : ['content-digest']);
    for (let j = components.length - 1; j > 0; j--) { const k = random(j + 1); [components[j], components[k]] = [components[k], components[j]]; }
    const parameters = [`created=${created}`, `keyid="${keyId}"`, `nonce="${i}-${seed}-\\"\\\\"`, 'tag="portcullis"']
      .concat(bool() ? [`alg="${hmac ? 'hmac-sha256' : 'ed25519'}"`] : []).concat(bool() ? [`expires=${created + 30}`] : []);
    for (let j = parameters.length - 1; j > 0; j--) { const k = random(j + 1); [parameters[j], parameters[k]] = [parameters[k], parameters[j]]; }
    const signatureParams = `(${components.map(c => `"${c}"`).join(' ')});${parameters.join(';')}`;
    const value = { '@method': method, '@authority': host, '@path': pathOnly, '@query': '?' + rest.join('?'), 'content-digest': headers['Content-Digest'] };
    const base = components.map(c => `"${c}": ${value[c]}`).concat([`"@signature-params": ${signatureParams}`]).join('\n');
    const label = pick(['sig', 'sig1', 'a_b-c.d*', 'x']);
    headers['Signature-Input'] = `${label}=${signatureParams}`;
    headers['Signature'] = `${label}=:${sign(base)}:`;
  } else {
    const timestamp = bool() ? String(Number(now) - random(3000)) : String(Number(now) - random(3000)) + String(random(1000)).padStart(3, '0');
    const window = pick(['', '5000', '60000', '30001']);
    headers['X-Portcullis-Key'] = keyId;
    headers['X-Portcullis-Timestamp'] = timestamp;
    if (window) headers['X-Portcullis-Window'] = window;
    headers['X-Portcullis-Signature'] = sign([timestamp, window, method, uri, sha256(body)].join('\n'));
  }
  const request = { method, uri, host, headers, counts: true };
  if (random(3) === 0) {
    // One small change that a careless verifier may not see.
    const swap = (from, to) => { const changed = request.uri.replace(from, to); if (changed !== request.uri) { request.uri = changed; request.counts = false; } };
    switch (random(8)) {
      case 0: swap(/%c3%a4/, '%C3%A4'); break;
      case 1: swap(/\+/, '%20'); break;
      case 2: swap(/%20/, '+'); break;
      case 3: swap(/[a-z](?=[^a-z]*$)/, c => c === 'a' ? 'b' : 'a'); break;
      case 4: request.uri += request.uri.includes('?') ? '&' : '?a'; request.counts = false; break;
      case 5: request.method = method === 'GET' ? 'DELETE' : 'GET'; request.counts = false; break;
      case 6: if (headers['Content-Digest']) { headers['Content-Digest'] = `sha-256=:${sha256(body + ' ')}:`; request.counts = false; } break;
      case 7: swap(/&a=1/, ''); break;
    }
  }
  console.log(JSON.stringify(request));
}
