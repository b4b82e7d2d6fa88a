CREATE TABLE "news" (
	"about" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "house" ADD COLUMN "calendar_version" bigint DEFAULT 1 NOT NULL;