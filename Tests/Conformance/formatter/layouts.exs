# Calls, blocks, literals and operators in a line that is wide enough.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
