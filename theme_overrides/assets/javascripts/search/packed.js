// Files of the search index that build/pagefind.py has packed.

/**
 * @param {string | URL} address
 * @returns {Promise<any>}
 */
export async function unpack(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).json();
}
