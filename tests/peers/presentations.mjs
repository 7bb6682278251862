// Verifying a presentation with the libraries of others, and the credential inside with what the
// Digital Credentials Consortium builds on its own. Nothing is fetched: `documents` are the answers.
import * as bazaar from '@digitalbazaar/vc';
import * as dcc from '@digitalcredentials/vc';
import {SUITES} from './issuers.mjs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {DataIntegrityProof as DccProof} from '@digitalcredentials/data-integrity';
import {cryptosuite as dccEddsaRdfc} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential, verifyPresentation} from '@digitalcredentials/verifier-core';

// As a web server that holds `documents` would answer.
function serve(documents) {
  globalThis.fetch = async wanted => {
    const url = String(wanted.url ?? wanted);
    if(!(url in documents)) {
      throw new Error(`no network: ${url}`);
    }
    return new Response(JSON.stringify(documents[url]), {
      headers: {'content-type': 'application/json'}
    });
  };
}

function told(result) {
  return {
    verified: result.verified,
    errors: [result.error, ...(result.error?.errors ?? [])].filter(Boolean).map(String)
  };
}

export async function verifyShown({by, presentation, challenge, domain, documents}, loader) {
  const documentLoader = loader(documents);
  // Whether a status still holds is asked elsewhere: this is about signatures and for whom.
  const checkStatus = async () => ({verified: true});
  if(by === 'bazaar') {
    const suite = new DataIntegrityProof({cryptosuite: SUITES['eddsa-rdfc-2022']});
    return told(await bazaar.verify(
      {presentation, suite, challenge, domain, documentLoader, checkStatus}));
  }
  serve(documents);
  if(by === 'dcc-core') {
    // It knows presentations that assert something only, whatever they were made for.
    const whole = await verifyPresentation({presentation, challenge, knownDIDRegistries: []});
    const [credential] = [presentation.verifiableCredential].flat();
    const inside = await verifyCredential({credential, knownDIDRegistries: []});
    const step = (inside.log ?? []).find(entry => entry.id === 'valid_signature');
    return {
      verified: step?.valid === true && !inside.errors,
      steps: Object.fromEntries((inside.log ?? []).map(each => [each.id, each.valid])),
      presentation: whole.presentationResult?.signature,
      errors: [...(inside.errors ?? []), ...(whole.errors ?? [])].map(each => each.message)
    };
  }
  const suite = new DccProof({cryptosuite: dccEddsaRdfc});
  return told(await dcc.verify(
    {presentation, suite, challenge, domain, documentLoader, checkStatus}));
}
