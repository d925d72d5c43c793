namespace DelayedArrays.Tests;

/// <summary>
/// What the test program does when it is started as a program: changes a file again and again until it is killed, or some times
/// beside others that change it, too, or removes what others have left beside it.
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
        if (arguments is ["share", var task, var shared, var name, var count])
        {
            OrphanGuard.Watch();
            SharedFileTask.Run(task, shared, name, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
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
