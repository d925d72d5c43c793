#!/usr/bin/env bash
# Makes the packages in artifacts/package/release, and checks them: their contents, the page of code of README.md against the
# package DelayedArray.Hdf5, and the tool darray, installed from the folder and run.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD packages=$PWD/artifacts/package/release
fail() { echo "pack.sh: $1" >&2; exit 1; }
command -v unzip >/dev/null || fail "needs unzip"

eng/setup.sh
rm -rf "$packages"
dotnet pack DelayedArray.sln -c Release -v quiet --nologo
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

has() { unzip -l "$1" | grep -F -- "$2" >/dev/null || fail "$(basename "$1") lacks $2"; }
for name in Core Codecs Sparse Hdf5 Zarr; do
    package=$packages/DelayedArray.$name.$version.nupkg
    has "$package" "lib/net10.0/DelayedArray.$name.dll"
    has "$package" "lib/net10.0/DelayedArray.$name.xml"
    has "${package%.nupkg}.snupkg" "lib/net10.0/DelayedArray.$name.pdb"
done
# The command is compiled ahead for each platform, which shows in the size of its files.
portable=$packages/DelayedArray.Cli.any.$version.nupkg
has "$packages/DelayedArray.Cli.$version.nupkg" "DotnetToolSettings.xml"
has "$portable" "tools/net10.0/any/darray.dll"
size() { unzip -p "$1" "tools/net10.0/$2/$3.dll" | wc -c; }
for platform in linux-x64 linux-arm64 osx-arm64 win-x64; do
    package=$packages/DelayedArray.Cli.$platform.$version.nupkg
    for name in darray DelayedArray.{Core,Codecs,Sparse,Hdf5,Zarr}; do
        has "$package" "tools/net10.0/$platform/$name.dll"
        [ "$(size "$package" "$platform" "$name")" -gt $(($(size "$portable" any "$name") * 5 / 4)) ] \
            || fail "$name.dll in $(basename "$package") is not compiled ahead"
    done
done
for package in "$packages"/*.nupkg; do
    has "$package" README.md
    for element in description authors license readme tags copyright; do
        unzip -p "$package" '*.nuspec' | grep "<$element" >/dev/null || fail "$(basename "$package") says nothing of its $element"
    done
done

# The folder comes first, the machine's own sources after it; what is restored stays in the scratch folder.
mkdir "$scratch/program"
cp samples/ReadmeExample/Program.cs "$scratch/program/"
cat >"$scratch/program/program.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
    <RestorePackagesPath>$scratch/restored</RestorePackagesPath>
    <RestoreFallbackFolders>${NUGET_PACKAGES:-$HOME/.nuget/packages}</RestoreFallbackFolders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="DelayedArray.Hdf5" Version="$version" />
  </ItemGroup>
</Project>
XML
(cd "$scratch/program" && dotnet run -v quiet) >"$scratch/output" || { cat "$scratch/output" >&2; fail "the page of code does not run against the packages"; }
grep "most variable" "$scratch/output" >/dev/null || fail "the page of code does not print what it should"

dotnet tool install DelayedArray.Cli --version "$version" --tool-path "$scratch/tools" --add-source "$packages" >/dev/null
(cd "$scratch" && tools/darray demo . && tools/darray verify counts.h5::X) >"$scratch/output" \
    || { cat "$scratch/output" >&2; fail "the tool does not run"; }

ls "$packages"
echo "packages of version $version are complete; the page of code and darray run from them"
