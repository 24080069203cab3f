/** Makes the Modbus server answer with this exception code. */
export class ModbusException extends Error {
  readonly modbusErrorCode: number;

  constructor(code: number) {
    super(`Modbus exception ${code}`);
    this.modbusErrorCode = code;
  }
}
