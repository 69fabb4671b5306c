// Validates cases with Valijson: ../program-validators.ts describes input and output.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <rapidjson/document.h>
#include <string>
#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using rapidjson::Document;
using valijson::adapters::RapidJsonAdapter;

// No header has the version of the library.
std::string version() {
    char text[64] = "?";
    if (FILE *query = popen("dpkg-query --show --showformat='${Version}' libvalijson-dev 2>/dev/null", "r")) {
        if (!fgets(text, sizeof text, query)) text[0] = '?';
        pclose(query);
    }
    const std::string all = text;
    return all.substr(0, all.find_first_of("+-"));
}

std::map<std::string, valijson::Schema> schemas;

const valijson::Schema &schema(const std::string &file) {
    if (!schemas.count(file)) {
        std::ifstream stream("schemas/v1/" + file);
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        Document document;
        document.Parse(text.c_str());
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(RapidJsonAdapter(document), schemas[file]);
    }
    return schemas[file];
}

int main() {
    std::cout << version() << ", GCC " << __GNUC__ << '.' << __GNUC_MINOR__ << '\n';
    valijson::Validator validator;
    for (std::string line; std::getline(std::cin, line);) {
        Document parts, value;
        parts.Parse(line.c_str());
        value.Parse(parts[1].GetString());
        if (value.HasParseError()) {
            std::cout << "cannot parse\n";
            continue;
        }
        const bool valid = validator.validate(schema(parts[0].GetString()), RapidJsonAdapter(value), nullptr);
        std::cout << (valid ? "true\n" : "false\n");
    }
}
