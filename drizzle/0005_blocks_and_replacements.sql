CREATE TABLE "blocked_address" (
	"digest" text PRIMARY KEY NOT NULL,
	"blocked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "blocked_address_digest" CHECK ("blocked_address"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "approver" ADD COLUMN "configured" text;