namespace DelayedArrays.Tests;

/// <summary>
/// What the test program does when it is started as a program: changes a file again and again until it is killed, or removes what
/// others have left beside a file.
/// </summary>
internal static class ChildProgram
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["tidy", var target])
        {
            TemporaryNames.RemoveAbandoned(target);
            return 0;
        }
        if (arguments is not ["change", var kind, var path, var first])
            return 1;
        OrphanGuard.Watch();
        for (var k = int.Parse(first, System.Globalization.CultureInfo.InvariantCulture); ; k++)
        {
            Console.Out.WriteLine(k);
            Console.Out.Flush();
            SparseChanges.Of(kind).Apply(path, k);
        }
    }
}
