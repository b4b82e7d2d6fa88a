/** Holds what a server answers against what the document says of it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from './document.ts';

/** @returns what is wrong with a body, a sentence for each fault */
export function answerChecks(): (path: string, status: number, body: unknown) => string[] {
	const document = openApiDocument();
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats.default(ajv);
	ajv.addSchema(document, 'document');
	return (path, status, body) => {
		const response =
			status === 200 ? `paths/${path.replaceAll('/', '~1')}/post/responses/200` : 'components/responses/Refused';
		const check = ajv.getSchema(`document#/${response}/content/application~1json/schema`);
		if (!check) return [`${path} is not described`];
		check(body);
		return (check.errors ?? []).map((error) => `${path} ${status}: ${error.instancePath} ${error.message}`);
	};
}
