Token-Craft - 22 Nov 2026 - 65 sessions in 6 projects since 13 Oct

            API-equivalent
  today              $2.27  - 9 %  2.1 M tokens, 26 calls
  7 days             $9.38  - 9 %  _*==_##
  30 days           $51.13         ===_#::_+-+:_:#_#:+__:__-::_=-
  cache  86.3 % of input read from cache, which saved $217.62

  project       cost                      share  calls  cached
  src/web     $36.10  ##################   42 %    416    87 %
  api-server  $29.50  ###############      34 %    339    87 %
  infra       $11.79  ######               14 %    131    86 %
  3 others     $8.73  ####                 10 %     99    86 %

  model         cost      agent            cost
  opus-4-5    $52.57      main           $58.34
  sonnet-4-6  $29.26      Explore        $14.76
  haiku-4-5    $4.29      code-reviewer   $5.56
  glm-5.1        n/a      2 others        $7.45

  data   99.1 % of calls final - 2 lines unreadable - no price for glm-5.1
  next   token-craft daily - session - blocks - models - help
