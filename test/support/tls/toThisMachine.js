/**
 * Loaded into a process before its program (`--import`): what it opens TLS to, under whatever name, is the server of the test
 * at TEST_TLS_PORT. The certificate must be good for the name all the same. Nothing reaches the network.
 */
import tls from 'node:tls';

const connect = tls.connect;
const port = Number(process.env['TEST_TLS_PORT']);

tls.connect = (options, ...rest) =>
  connect({ servername: options.host, ...options, host: '127.0.0.1', port, socket: undefined }, ...rest);
