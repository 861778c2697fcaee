Token-Craft rank - 2026-11-22 - rules v2

  rank      Galactic Legend - 1,550 points: 1,350 and a bonus of 200, combo 150,
            streak 50
  since     2026-11-22
  next      highest rank reached
  trend     +28.4 points a month, by 8 scores since 2026-08-30
  measured  1,350 of 1,350 points rest on evidence

  rank              from  first reached
  Cadet                0  2026-11-22
  Pilot              225  2026-11-22
  Navigator          450  2026-11-22
  Commander          675  2026-11-22
  Captain            900  2026-11-22
  Admiral          1,125  2026-11-22
  Galactic Legend  1,350  2026-11-22     here
