defmodule M do
  import List, only: [first: 1], except: [last: 1]
end
