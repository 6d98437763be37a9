# A Homebrew formula. The gaps between two at signs are filled in by .ci/package.
class Recover < Formula
  desc "Private, guided journal for a person who broke an agreement of faithfulness"
  homepage "https://github.com/recover-journal/recover"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "@BASE@/recover_@VERSION@_darwin_arm64.tar.gz"
      sha256 "@darwin_arm64@"
    end
    on_intel do
      url "@BASE@/recover_@VERSION@_darwin_amd64.tar.gz"
      sha256 "@darwin_amd64@"
    end
  end

  on_linux do
    on_arm do
      url "@BASE@/recover_@VERSION@_linux_arm64.tar.gz"
      sha256 "@linux_arm64@"
    end
    on_intel do
      url "@BASE@/recover_@VERSION@_linux_amd64.tar.gz"
      sha256 "@linux_amd64@"
    end
  end

  def install
    bin.install "recover"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/recover.bash" => "recover"
    zsh_completion.install "completions/_recover"
    fish_completion.install "completions/recover.fish"
  end

  test do
    assert_match "recover @VERSION@", shell_output("#{bin}/recover --version")
  end
end
