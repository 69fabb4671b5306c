<?php
// Validates cases with justinrainbow/json-schema: ../program-validators.ts describes input and output.
require 'JsonSchema/autoload.php';

use JsonSchema\Constraints\Factory;
use JsonSchema\SchemaStorage;
use JsonSchema\Validator;

// No file of Debian's package has its version.
$version = shell_exec("dpkg-query --show --showformat='\${Version}' php-json-schema 2>/dev/null");
printf("%s, PHP %s\n", preg_replace('/[+-].*/', '', $version ?: '?'), PHP_VERSION);

$storage = new SchemaStorage();
$references = [];
while (($line = fgets(STDIN)) !== false) {
    [$file, $text] = json_decode($line);
    if (!isset($references[$file])) {
        $schema = json_decode(file_get_contents("schemas/v1/$file"));
        $storage->addSchema($schema->{'$id'}, $schema);
        $references[$file] = (object) ['$ref' => $schema->{'$id'}];
    }
    $value = json_decode($text);
    if (json_last_error() !== JSON_ERROR_NONE) {
        echo "cannot parse\n";
        continue;
    }
    $validator = new Validator(new Factory($storage));
    $validator->validate($value, $references[$file]);
    echo $validator->isValid() ? "true\n" : "false\n";
}
