/* Tokens and sentences.
 *
 * JSONL is one object a document: {"id":…,"tokens":[{"start","end","kind"}…],"sentences":[{"start","end"}…]}.
 *
 * TSV is one token a line, `id  start  end  kind  text` (escaped as in write_tsv.c), with an empty line after each sentence and
 * after the document, the shape that taggers and treebank tools read. */
#include <string.h>

#include "write.h"

static void write_token_list(struct json *json) {
    struct writer *writer = json->out;
    netral_token token;
    json_open(json, "tokens", '[');
    for (size_t i = 0; netral_doc_token(writer->doc, i, &token) == 0; i++) {
        netral_span span = ruler_span(&writer->ruler, token.start, token.end);
        json_open(json, NULL, '{');
        json_number(json, "start", span.start);
        json_number(json, "end", span.end);
        json_string(json, "kind", writer_kind_name(token.kind));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_sentence_list(struct json *json) {
    struct writer *writer = json->out;
    netral_span sentence;
    json_open(json, "sentences", '[');
    for (size_t i = 0; netral_doc_sentence(writer->doc, i, &sentence) == 0; i++) {
        netral_span span = ruler_span(&writer->ruler, sentence.start, sentence.end);
        json_open(json, NULL, '{');
        json_number(json, "start", span.start);
        json_number(json, "end", span.end);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void write_tokens_json(struct writer *writer) {
    struct json json = {writer, 0, 0, 1};
    json_open(&json, NULL, '{');
    json_string(&json, "id", netral_doc_id(writer->doc));
    write_token_list(&json);
    write_sentence_list(&json);
    json_close(&json, '}');
    writer_char(writer, '\n');
}

static void write_token_line(struct writer *writer, const netral_token *token) {
    const char *id = netral_doc_id(writer->doc);
    netral_span span = ruler_span(&writer->ruler, token->start, token->end);
    if (id)
        tsv_bytes(writer, id, strlen(id));
    writer_char(writer, '\t');
    writer_number(writer, span.start);
    writer_char(writer, '\t');
    writer_number(writer, span.end);
    writer_char(writer, '\t');
    writer_string(writer, writer_kind_name(token->kind));
    writer_char(writer, '\t');
    tsv_bytes(writer, writer->text + token->start, token->end - token->start);
    writer_char(writer, '\n');
}

/* Goes on to the first sentence that ends behind `place`. Returns whether it passed the end of one. */
static int pass_sentences(const netral_doc *doc, size_t *index, size_t place) {
    netral_span sentence;
    int passed = 0;
    while (netral_doc_sentence(doc, *index, &sentence) == 0 && sentence.end <= place) {
        ++*index;
        passed = 1;
    }
    return passed;
}

void write_tokens_tsv(struct writer *writer) {
    netral_token token;
    size_t sentence = 0, tokens = 0;
    for (; netral_doc_token(writer->doc, tokens, &token) == 0; tokens++) {
        if (pass_sentences(writer->doc, &sentence, token.start) && tokens > 0)
            writer_char(writer, '\n');
        write_token_line(writer, &token);
    }
    if (tokens > 0)
        writer_char(writer, '\n');
}
