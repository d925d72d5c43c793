using DelayedArrays;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
return new DarrayCommand(new Terminal(Console.Out, Console.Error, interrupt.Token)).Run(args);
