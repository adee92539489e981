// A real Bluesky server (@atproto/pds) with a real directory of accounts (@did-plc/server, its data in memory), both on
// loopback only. Usage: node pds.mjs FOLDER PACKAGES. Prints one line of JSON when it is ready, ends with SIGTERM, and
// with whoever started it: that one holds its standard input.
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { createRequire } from 'node:module'

const folder = path.resolve(process.argv[2])
const parts = path.resolve(process.argv[3])
const require = createRequire(path.join(parts, 'package.json'))

// Both servers listen on every interface; here they get loopback, whatever they ask for.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...given) {
  const callbacks = given.filter((item) => typeof item === 'function')
  const port = Number(typeof given[0] === 'object' ? given[0].port : given[0])
  return listen.call(this, { port, host: '127.0.0.1' }, ...callbacks)
}

const free = () =>
  new Promise((found) => {
    const probe = net.createServer()
    probe.listen(0, () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })

process.env.LOG_ENABLED ??= 'false'
fs.mkdirSync(path.join(folder, 'blobs'), { recursive: true })
const plc = require('@did-plc/server')
const { PDS } = require('@atproto/pds')
const { Secp256k1Keypair } = require('@atproto/crypto')
const [pdsPort, plcPort, viewPort] = [await free(), await free(), await free()]

// Log-ins ask the index of the network for a profile; there is none here, so it only says that it has nothing.
const view = http.createServer((request, answer) => {
  answer.writeHead(501, { 'content-type': 'application/json' })
  answer.end(JSON.stringify({ error: 'MethodNotImplemented', message: 'no index here' }))
})
await new Promise((ready) => view.listen(viewPort, ready))

const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort })
await directory.start()
const rotation = await Secp256k1Keypair.create({ exportable: true })
const pds = await PDS.fromEnv({
  devMode: true,
  port: pdsPort,
  hostname: 'localhost',
  dataDirectory: folder,
  blobstoreDiskLocation: path.join(folder, 'blobs'),
  didPlcUrl: `http://127.0.0.1:${plcPort}`,
  recoveryDidKey: (await Secp256k1Keypair.create()).did(),
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString('hex'),
  serviceHandleDomains: ['.test'],
  adminPassword: 'admin',
  jwtSecret: 'jwt-secret',
  inviteRequired: false,
  disableSsrfProtection: true,
  bskyAppViewUrl: `http://127.0.0.1:${viewPort}`,
  bskyAppViewDid: 'did:example:invalid',
  modServiceUrl: 'http://127.0.0.1:9',
  modServiceDid: 'did:example:invalid',
  crawlers: [],
  rateLimitsEnabled: false,
})
await pds.start()
console.log(JSON.stringify({ host: `127.0.0.1:${pdsPort}` }))

const end = async () => {
  setTimeout(() => process.exit(1), 10_000).unref()
  await pds.destroy()
  await directory.destroy()
  view.close()
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, end)
process.stdin.on('end', end).resume()
