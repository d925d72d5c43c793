using System.Globalization;

namespace DelayedArrays.Testing;

/// <summary>How often to repeat tests that depend on chance: a few times, or as often as the environment says.</summary>
internal static class LongTests
{
    /// <summary>The variable for the number of programs to kill.</summary>
    public const string Kills = "DELAYEDARRAY_TEST_KILLS";

    /// <summary>The variable for the number of rounds in which several programs share a file or store.</summary>
    public const string Rounds = "DELAYEDARRAY_TEST_ROUNDS";

    /// <summary>The number in an environment variable; if it is not set, the default.</summary>
    public static int Count(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) ? count : usual;
}
