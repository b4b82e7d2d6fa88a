CREATE TABLE "news" (
	"about" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
