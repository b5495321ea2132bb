defmodule M do
  import List, except: [1]
end
