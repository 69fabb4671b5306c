# Validates cases with json_schemer: ../program-validators.ts describes input and output.
require 'json'
require 'set' # json_schemer 0.2 uses it without requiring it
require 'json_schemer'

SCHEMAS = Hash.new do |all, file|
  all[file] = JSONSchemer.schema(JSON.parse(File.read("schemas/v1/#{file}", encoding: 'UTF-8')))
end

def verdict(file, text)
  value = JSON.parse(text)
  SCHEMAS[file].valid?(value)
rescue JSON::ParserError
  'cannot parse'
rescue StandardError => e
  "#{e.class}"
end

puts "#{JSONSchemer::VERSION}, Ruby #{RUBY_VERSION}"
STDIN.set_encoding('UTF-8').each_line { |line| puts verdict(*JSON.parse(line)) }
