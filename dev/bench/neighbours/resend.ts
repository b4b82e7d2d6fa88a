/** A mail provider that accepts whatever it gets at once; any GET says how much that was. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

let accepted = 0;
createServer((request, response) => {
	request.resume().once('end', () => {
		if (request.method === 'POST') accepted++;
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(request.method === 'POST' ? { id: randomUUID() } : { accepted }));
	});
}).listen(Number(process.env['PORT']), '127.0.0.1');
