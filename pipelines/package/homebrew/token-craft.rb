# A template: `make brew URL=...` fills in where the tarball is and what it sums up to.
class TokenCraft < Formula
  desc "What AI coding agents cost, from their logs"
  homepage "@URL@"
  url "@URL@"
  sha256 "@SHA256@"
  license "MIT"

  depends_on "uthash" => :build
  depends_on "jq"
  depends_on "nettle"

  uses_from_macos "zlib"

  def install
    system "make", "install", "PREFIX=#{prefix}"
  end

  test do
    assert_match "token-craft (Token-Craft) #{version}", shell_output("#{bin}/token-craft --version")
    ENV["CLAUDE_CONFIG_DIR"] = pkgshare/"fixtures/sample"
    assert_match "cost_usd", shell_output("#{bin}/token-craft daily --json")
    call = '{"kind":"call","id":"a","ts":"2026-03-01T00:00:00Z","model":"claude-opus-4-5","input_tokens":1000}'
    assert_match '"cost_usd":0.005', pipe_output("#{bin}/tc-price", call, 0)
  end
end
