using DelayedArrays;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
return DarrayCommand.Run(args, new Terminal(Console.Out, Console.Error, interrupt.Token));
