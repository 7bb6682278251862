// Issuing with the libraries of others: Digital Bazaar's, and those of the Digital Credentials
// Consortium. Each makes a key of its own and names it as the issuer.
import * as bazaar from '@digitalbazaar/vc';
import * as dcc from '@digitalcredentials/vc';
import * as dccMultikey from '@digitalcredentials/ed25519-multikey';
import * as ecdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {DataIntegrityProof as DccProof} from '@digitalcredentials/data-integrity';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import {cryptosuite as dccEddsaRdfc} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

export const SUITES = {'eddsa-rdfc-2022': eddsaRdfc, 'ecdsa-rdfc-2019': ecdsaRdfc};

function named(pair) {
  const did = `did:key:${pair.publicKeyMultibase}`;
  pair.controller = did;
  pair.id = `${did}#${pair.publicKeyMultibase}`;
  return did;
}

export async function signer(cryptosuite) {
  const pair = cryptosuite.startsWith('ecdsa') ?
    await ecdsaMultikey.generate({curve: 'P-256'}) : await ed25519Multikey.generate();
  const did = named(pair);
  return {did, signer: pair.signer(), suite: SUITES[cryptosuite] && new DataIntegrityProof({
    signer: pair.signer(), cryptosuite: SUITES[cryptosuite]
  })};
}

async function dccSigner(cryptosuite) {
  if(cryptosuite === 'Ed25519Signature2020') {
    const key = await Ed25519VerificationKey2020.generate();
    key.controller = `did:key:${key.fingerprint()}`;
    key.id = `${key.controller}#${key.fingerprint()}`;
    return {did: key.controller, suite: new Ed25519Signature2020({key})};
  }
  const pair = await dccMultikey.generate();
  const did = named(pair);
  return {did, suite: new DccProof({signer: pair.signer(), cryptosuite: dccEddsaRdfc})};
}

function issuedBy(credential, did) {
  const issuer = typeof credential.issuer === 'object' ? {...credential.issuer, id: did} : did;
  return {...credential, issuer};
}

export async function issue({by, credential, cryptosuite}, documentLoader) {
  const library = by === 'dcc' ? dcc : bazaar;
  const {did, suite} = by === 'dcc' ? await dccSigner(cryptosuite) : await signer(cryptosuite);
  return library.issue({credential: issuedBy(credential, did), suite, documentLoader});
}

// What a holder shows of a credential that was signed so that parts of it may be shown.
export async function disclose({credential, mandatory, selective}, documentLoader) {
  const {did, signer: key} = await signer('ecdsa-sd-2023');
  const base = await bazaar.issue({
    credential: issuedBy(credential, did), documentLoader,
    suite: new DataIntegrityProof({
      signer: key, cryptosuite: ecdsaSd.createSignCryptosuite({mandatoryPointers: mandatory})
    })
  });
  const shown = await bazaar.derive({
    verifiableCredential: base, documentLoader,
    suite: new DataIntegrityProof({
      cryptosuite: ecdsaSd.createDiscloseCryptosuite({selectivePointers: selective})
    })
  });
  return {base, shown};
}
