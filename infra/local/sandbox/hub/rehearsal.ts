/** Who is let in, and what is registered, where the demonstration runs. */
export const client = { clientId: 'acme-hub', clientSecret: 'acme-hub-rehearsal' };

/** acme-pharma, its packer and medico. */
export const glns = ['9521321000018', '9521322000017', '9521322000024', '9521323000016'];

/** Numbers of businesses in Korea that are registered at KPIS: whoever rehearses gives the first to itself and the second to its customer. */
export const parties = ['1234567891', '1000000009'];

/** The demonstration's pack and its case. */
export const gtins = ['09521321543218', '19521321543215'];
