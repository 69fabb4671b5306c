# Validates cases with JSON::Validator: ../program-validators.ts describes input and output.
use strict;
use warnings;
use JSON::Validator;
use Mojo::File;
use Mojo::JSON qw(decode_json from_json);

my %validators;

sub validator {
    my $file = shift;
    return $validators{$file} //=
        JSON::Validator->new->schema(decode_json(Mojo::File->new("schemas/v1/$file")->slurp))->schema;
}

sub verdict {
    my ($file, $text) = @_;
    my $value = eval { from_json($text); };
    return "cannot parse" if $@;
    return validator($file)->validate($value) ? "false" : "true";
}

printf "%s, Perl %vd\n", JSON::Validator->VERSION, $^V;
while (my $line = <STDIN>) {
    print verdict(@{ decode_json($line) }), "\n";
}
