/** The providers that there are, of which a house has one. */
import type { MailProvider, SendingOptions } from './provider.ts';
import { createResend, type ResendAccount } from './resend.ts';
import { createSmtp, type SmtpAccount } from './smtp.ts';

export interface ProviderOptions extends SendingOptions {
	/** Where mails are handed over. */
	account: ResendAccount | SmtpAccount;
}

export const createProvider = ({ account, ...options }: ProviderOptions): MailProvider =>
	account.kind === 'smtp' ? createSmtp(account, options) : createResend(account, options);
