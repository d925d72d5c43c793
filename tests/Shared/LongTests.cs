using System.Globalization;

namespace DelayedArrays.Testing;

/// <summary>How often tests that leave much to chance are repeated: a few times, or as often as the environment says.</summary>
internal static class LongTests
{
    /// <summary>How many programs are killed.</summary>
    public const string Kills = "DELAYEDARRAY_TEST_KILLS";

    /// <summary>How many rounds several programs share a file or store.</summary>
    public const string Rounds = "DELAYEDARRAY_TEST_ROUNDS";

    /// <summary>The number in an environment variable, or the usual one.</summary>
    public static int Count(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) ? count : usual;
}
