# Comments among arguments, patterns and guards: what has no place for them sends them up.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
