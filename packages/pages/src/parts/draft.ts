import { keepInTab, keptInTab } from '../kept.ts';
import type { FieldName } from '../text/fieldErrors.ts';
import type { Field } from './field.ts';

/** What is typed into a form and not sent yet. */
export interface Draft {
	/** Nothing is typed any more: it has been sent. */
	sent(): void;
}

/**
 * Types again what was typed into these fields before, and keeps what is typed from now on: only texts and choices,
 * since whoever confirms something confirms it now.
 * @param name tells it from the page's other drafts; asked at each use
 */
export function keepDraft(element: HTMLElement, fields: readonly Field[], name: () => string): Draft {
	const valuesNow = () => new Map(fields.map((field) => [field.name, field.value()]));
	let untouched = valuesNow();
	const restored: Partial<Record<FieldName, unknown>> = JSON.parse(keptInTab(name()) ?? '{}');
	for (const field of fields) {
		const value = restored[field.name];
		if (typeof value !== 'string') continue;
		field.set(value);
		const folded = field.element.closest('details');
		if (folded) folded.open = true;
		field.element.dispatchEvent(new Event('input', { bubbles: true }));
	}

	function save(): void {
		const touched = [...valuesNow()].filter(
			([field, value]) => typeof value === 'string' && value !== untouched.get(field),
		);
		keepInTab(name(), touched.length > 0 ? JSON.stringify(Object.fromEntries(touched)) : undefined);
	}
	element.addEventListener('input', save);
	element.addEventListener('change', save);

	return {
		sent() {
			untouched = valuesNow();
			save();
		},
	};
}
